target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12 = alloca double
  %v13 = alloca double
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca i64
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca double
  %v26 = alloca double
  %v27 = alloca i1
  %v28 = alloca i1
  %v29 = alloca i64
  %v30 = alloca i64
  %v31 = alloca i64
  %v32 = alloca i64
  %v33 = alloca double
  %v34 = alloca double
  %v35 = alloca double
  %v36 = alloca i64
  %v37 = alloca i64
  %v38 = alloca i1
  %v39 = alloca i1
  %v40 = alloca i1
  %v41 = alloca i1
  %v42 = alloca i64
  %v43 = alloca i64
  %v44 = alloca double
  %v45 = alloca i64
  %v46 = alloca i64
  %v47 = alloca i64
  %v48 = alloca i64
  %v49 = alloca i64
  %v50 = alloca i64
  %v51 = alloca i64
  %v52 = alloca i64
  %v53 = alloca i64
  %v54 = alloca i64
  %v55 = alloca double
  %v56 = alloca double
  %v57 = alloca double
  %v58 = alloca i64
  %v59 = alloca i64
  %v60 = alloca i1
  %v61 = alloca i1
  %v62 = alloca i1
  %v63 = alloca i1
  %v64 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures48 = alloca [3 x i64]
  %s60 = alloca i1
  %s40 = alloca i1
  %s9 = alloca i64
  %s61 = alloca i1
  %s28 = alloca i1
  %s20 = alloca i64
  %s62 = alloca i1
  %s41 = alloca i1
  %s13 = alloca double
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s63 = alloca i1
  %s64 = alloca i1
  %s50 = alloca i64
  %s47 = alloca i64
  %s48 = alloca i64
  %s49 = alloca i64
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store i1 true, ptr %v60
  store i1 true, ptr %v61
  store i1 true, ptr %v62
  store i1 true, ptr %v63
  store i1 true, ptr %v64
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v9
  store i1 false, ptr %v40
  store i64 0, ptr %v20
  store i1 false, ptr %v28
  store double 0x0000000000000000, ptr %v13
  store i1 false, ptr %v41
  store i64 0, ptr %v8
  br label %head6
head6:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v1
  %t31 = add i64 %t30, -1
  %t32 = call i64 @llvm.smax.i64(i64 %t31, i64 0)
  %t33 = icmp sgt i64 %t32, 0
  %t34 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t30)
  %t35 = extractvalue {i64, i1} %t34, 1
  %t36 = xor i1 %t35, true
  %t37 = load i64, ptr %v0.dim1
  %t38 = icmp slt i64 0, %t37
  %t39 = load i64, ptr %v0.len
  %t40 = call i64 @llvm.smax.i64(i64 %t39, i64 0)
  %t41 = add i64 %t40, -1
  %t42 = load i64, ptr %v8
  %t43 = select i1 %t38, i64 %t41, i64 %t42
  %t44 = select i1 %t36, i64 %t43, i64 %t42
  %t45 = load i64, ptr %v2.len
  %t46 = call i64 @llvm.smin.i64(i64 %t44, i64 %t45)
  %t47 = select i1 %t33, i64 %t46, i64 %t42
  %t49 = sub i64 %t47, %t29
  %t50 = icmp sge i64 %t49, 4
  br i1 %t50, label %strips48, label %scalar48
strips48:
  %t51 = load ptr, ptr %v0
  %t52 = getelementptr i64, ptr %captures48, i64 0
  store ptr %t51, ptr %t52
  %t53 = load i64, ptr %v1
  %t54 = getelementptr i64, ptr %captures48, i64 1
  store i64 %t53, ptr %t54
  %t55 = load ptr, ptr %v2
  %t56 = getelementptr i64, ptr %captures48, i64 2
  store ptr %t55, ptr %t56
  %t57 = getelementptr i8, ptr %host, i64 40
  %t58 = load ptr, ptr %t57
  %t59 = call i64 %t58(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures48, i64 %t29, i64 %t47, i64 %t47, ptr null, i64 0)
  store i64 %t59, ptr %v8
  %t60 = getelementptr i8, ptr %host, i64 16
  %t61 = load i64, ptr %t60
  store i64 %t61, ptr %countdown
  br label %scalar48
scalar48:
  %t62 = load i64, ptr %v8
  %t63 = icmp eq i64 %t29, %t62
  %t64 = load i1, ptr %v60
  %t65 = and i1 %t64, %t63
  store i1 %t65, ptr %v60
  %t66 = load i1, ptr %v61
  %t67 = and i1 %t66, %t63
  store i1 %t67, ptr %v61
  %t68 = load i1, ptr %v62
  %t69 = and i1 %t68, %t63
  store i1 %t69, ptr %v62
  %t70 = load i1, ptr %v63
  %t71 = and i1 %t70, %t63
  store i1 %t71, ptr %v63
  %t72 = load i1, ptr %v64
  %t73 = and i1 %t72, %t63
  store i1 %t73, ptr %v64
  %t74 = load ptr, ptr %v0
  store ptr %t74, ptr %s0
  %t75 = load i64, ptr %v1
  store i64 %t75, ptr %s1
  %t76 = load i1, ptr %v60
  store i1 %t76, ptr %s60
  %t77 = load i1, ptr %v40
  store i1 %t77, ptr %s40
  %t78 = load i64, ptr %v9
  store i64 %t78, ptr %s9
  %t79 = load i1, ptr %v61
  store i1 %t79, ptr %s61
  %t80 = load i1, ptr %v28
  store i1 %t80, ptr %s28
  %t81 = load i64, ptr %v20
  store i64 %t81, ptr %s20
  %t82 = load ptr, ptr %v2
  store ptr %t82, ptr %s2
  %t83 = load i1, ptr %v62
  store i1 %t83, ptr %s62
  %t84 = load i1, ptr %v41
  store i1 %t84, ptr %s41
  %t85 = load double, ptr %v13
  store double %t85, ptr %s13
  %t86 = load i64, ptr %v8
  store i64 %t86, ptr %s8
  %t87 = load i64, ptr %v5
  store i64 %t87, ptr %s5
  %t88 = load i64, ptr %v6
  store i64 %t88, ptr %s6
  %t89 = load i64, ptr %v7
  store i64 %t89, ptr %s7
  store i64 5, ptr %exit_id
  ; undo flags
  %t92 = load i64, ptr %countdown
  %t93 = sub i64 %t92, 1
  store i64 %t93, ptr %countdown
  %t94 = icmp slt i64 %t93, 0
  br i1 %t94, label %poll91, label %go91, !prof !1
poll91:
  %t95 = getelementptr i8, ptr %host, i64 24
  %t96 = load ptr, ptr %t95
  %t97 = call i64 %t96(ptr %host, ptr null, i64 0)
  %t98 = getelementptr i8, ptr %host, i64 16
  %t99 = load i64, ptr %t98
  store i64 %t99, ptr %countdown
  %t100 = icmp ne i64 %t97, 0
  br i1 %t100, label %fail, label %go91, !prof !1
go91:
  %t101 = load i64, ptr %v8
  %t102 = load i64, ptr %v0.len
  %t103 = call i64 @llvm.smax.i64(i64 %t102, i64 0)
  %t104 = icmp slt i64 %t101, %t103
  br i1 %t104, label %body6, label %end6, !prof !0
body6:
  %t105 = load i64, ptr %v8
  store i64 %t105, ptr %v9
  store i1 true, ptr %v63
  store i1 true, ptr %v60
  %t106 = load i64, ptr %v0.dim1
  %t107 = icmp slt i64 0, %t106
  br i1 %t107, label %good108, label %fail, !prof !0
good108:
  %t109 = load i64, ptr %v8
  %t110 = load i64, ptr %v0.dim1
  %t111 = mul i64 %t109, %t110
  %t112 = add i64 %t111, 0
  %t113 = load ptr, ptr %v0.data
  %t114 = getelementptr double, ptr %t113, i64 %t112
  %t115 = load double, ptr %t114
  store double %t115, ptr %v44
  %t116 = load double, ptr %v44
  store double %t116, ptr %v13
  store i1 true, ptr %v64
  store i1 true, ptr %v62
  %t117 = load i64, ptr %v1
  %t118 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t117)
  %t119 = extractvalue {i64, i1} %t118, 1
  %t120 = xor i1 %t119, true
  br i1 %t120, label %good121, label %fail, !prof !0
good121:
  store i64 1, ptr %v47
  store i64 1, ptr %v48
  %t122 = load i64, ptr %v1
  %t123 = add i64 %t122, -1
  %t124 = call i64 @llvm.smax.i64(i64 %t123, i64 0)
  store i64 %t124, ptr %v49
  store i64 0, ptr %v50
  store i64 0, ptr %v50
  br label %head8
head8:
  %t125 = load ptr, ptr %v0
  store ptr %t125, ptr %s0
  %t126 = load i64, ptr %v1
  store i64 %t126, ptr %s1
  %t127 = load i1, ptr %v63
  store i1 %t127, ptr %s63
  %t128 = load i64, ptr %v9
  store i64 %t128, ptr %s9
  %t129 = load i1, ptr %v61
  store i1 %t129, ptr %s61
  %t130 = load i1, ptr %v28
  store i1 %t130, ptr %s28
  %t131 = load i64, ptr %v20
  store i64 %t131, ptr %s20
  %t132 = load ptr, ptr %v2
  store ptr %t132, ptr %s2
  %t133 = load i1, ptr %v64
  store i1 %t133, ptr %s64
  %t134 = load double, ptr %v13
  store double %t134, ptr %s13
  %t135 = load i64, ptr %v8
  store i64 %t135, ptr %s8
  %t136 = load i64, ptr %v5
  store i64 %t136, ptr %s5
  %t137 = load i64, ptr %v6
  store i64 %t137, ptr %s6
  %t138 = load i64, ptr %v7
  store i64 %t138, ptr %s7
  %t139 = load i64, ptr %v50
  store i64 %t139, ptr %s50
  %t140 = load i64, ptr %v47
  store i64 %t140, ptr %s47
  %t141 = load i64, ptr %v48
  store i64 %t141, ptr %s48
  %t142 = load i64, ptr %v49
  store i64 %t142, ptr %s49
  store i64 6, ptr %exit_id
  ; undo flags
  %t145 = load i64, ptr %countdown
  %t146 = sub i64 %t145, 1
  store i64 %t146, ptr %countdown
  %t147 = icmp slt i64 %t146, 0
  br i1 %t147, label %poll144, label %go144, !prof !1
poll144:
  %t148 = getelementptr i8, ptr %host, i64 24
  %t149 = load ptr, ptr %t148
  %t150 = call i64 %t149(ptr %host, ptr null, i64 0)
  %t151 = getelementptr i8, ptr %host, i64 16
  %t152 = load i64, ptr %t151
  store i64 %t152, ptr %countdown
  %t153 = icmp ne i64 %t150, 0
  br i1 %t153, label %fail, label %go144, !prof !1
go144:
  %t154 = load i64, ptr %v50
  %t155 = load i64, ptr %v1
  %t156 = add i64 %t155, -1
  %t157 = call i64 @llvm.smax.i64(i64 %t156, i64 0)
  %t158 = icmp slt i64 %t154, %t157
  br i1 %t158, label %body8, label %end8, !prof !0
body8:
  %t159 = load i64, ptr %v50
  %t160 = add i64 %t159, 1
  store i64 %t160, ptr %v20
  store i1 true, ptr %v61
  %t161 = load i64, ptr %v50
  %t162 = add i64 %t161, 1
  %t163 = load i64, ptr %v0.dim1
  %t164 = icmp slt i64 %t162, %t163
  br i1 %t164, label %good165, label %fail, !prof !0
good165:
  %t166 = load i64, ptr %v8
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = load i64, ptr %v50
  %t170 = add i64 %t169, 1
  %t171 = add i64 %t168, %t170
  %t172 = load ptr, ptr %v0.data
  %t173 = getelementptr double, ptr %t172, i64 %t171
  %t174 = load double, ptr %t173
  store double %t174, ptr %v55
  %t175 = load double, ptr %v13
  %t176 = load double, ptr %v55
  %t177 = fadd double %t175, %t176
  store double %t177, ptr %v56
  %t178 = load double, ptr %v56
  %t179 = call double @llvm.fabs.f64(double %t178)
  %t180 = fcmp olt double %t179, 0x7FF0000000000000
  br i1 %t180, label %good181, label %fail, !prof !0
good181:
  %t182 = load double, ptr %v56
  store double %t182, ptr %v13
  store i1 true, ptr %v28
  br label %next8
next8:
  %t183 = load i64, ptr %v50
  %t184 = add nsw i64 %t183, 1
  store i64 %t184, ptr %v50
  br label %head8
end8:
  br label %end9
end9:
  %t185 = load ptr, ptr %v0
  store ptr %t185, ptr %s0
  %t186 = load i64, ptr %v1
  store i64 %t186, ptr %s1
  %t187 = load i1, ptr %v63
  store i1 %t187, ptr %s63
  %t188 = load i64, ptr %v9
  store i64 %t188, ptr %s9
  %t189 = load i1, ptr %v61
  store i1 %t189, ptr %s61
  %t190 = load i1, ptr %v28
  store i1 %t190, ptr %s28
  %t191 = load i64, ptr %v20
  store i64 %t191, ptr %s20
  %t192 = load ptr, ptr %v2
  store ptr %t192, ptr %s2
  %t193 = load i1, ptr %v64
  store i1 %t193, ptr %s64
  %t194 = load double, ptr %v13
  store double %t194, ptr %s13
  %t195 = load i64, ptr %v8
  store i64 %t195, ptr %s8
  %t196 = load i64, ptr %v5
  store i64 %t196, ptr %s5
  %t197 = load i64, ptr %v6
  store i64 %t197, ptr %s6
  %t198 = load i64, ptr %v7
  store i64 %t198, ptr %s7
  store i64 7, ptr %exit_id
  ; undo flags
  %t200 = load i64, ptr %v8
  %t201 = load i64, ptr %v2.len
  %t202 = icmp slt i64 %t200, %t201
  br i1 %t202, label %good203, label %fail, !prof !0
good203:
  %t204 = load i64, ptr %v8
  %t205 = load ptr, ptr %v2.data
  %t206 = getelementptr double, ptr %t205, i64 %t204
  %t207 = load double, ptr %v13
  store double %t207, ptr %t206
  store i1 true, ptr %v40
  store i1 true, ptr %v41
  br label %next6
next6:
  %t208 = load i64, ptr %v8
  %t209 = add nsw i64 %t208, 1
  store i64 %t209, ptr %v8
  br label %head6
end6:
  br label %end7
end7:
  %t210 = load ptr, ptr %v0
  store ptr %t210, ptr %s0
  %t211 = load i64, ptr %v1
  store i64 %t211, ptr %s1
  %t212 = load i1, ptr %v60
  store i1 %t212, ptr %s60
  %t213 = load i1, ptr %v40
  store i1 %t213, ptr %s40
  %t214 = load i64, ptr %v9
  store i64 %t214, ptr %s9
  %t215 = load i1, ptr %v61
  store i1 %t215, ptr %s61
  %t216 = load i1, ptr %v28
  store i1 %t216, ptr %s28
  %t217 = load i64, ptr %v20
  store i64 %t217, ptr %s20
  %t218 = load ptr, ptr %v2
  store ptr %t218, ptr %s2
  %t219 = load i1, ptr %v62
  store i1 %t219, ptr %s62
  %t220 = load i1, ptr %v41
  store i1 %t220, ptr %s41
  %t221 = load double, ptr %v13
  store double %t221, ptr %s13
  store i64 8, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t223 = load i64, ptr %exit_id
  switch i64 %t223, label %nowhere [ i64 0, label %exit0 i64 5, label %exit5 i64 6, label %exit6 i64 7, label %exit7 i64 8, label %exit8 ]
nowhere:
  unreachable
exit0:
  %t224 = load ptr, ptr %s0
  %t225 = getelementptr i64, ptr %frame, i64 0
  store ptr %t224, ptr %t225
  %t226 = load i64, ptr %s1
  %t227 = getelementptr i64, ptr %frame, i64 1
  store i64 %t226, ptr %t227
  %t228 = load ptr, ptr %s2
  %t229 = getelementptr i64, ptr %frame, i64 2
  store ptr %t228, ptr %t229
  ret i64 1
exit5:
  %t230 = load ptr, ptr %s0
  %t231 = getelementptr i64, ptr %frame, i64 0
  store ptr %t230, ptr %t231
  %t232 = load i64, ptr %s1
  %t233 = getelementptr i64, ptr %frame, i64 1
  store i64 %t232, ptr %t233
  %t234 = load i1, ptr %s60
  %t235 = getelementptr i64, ptr %frame, i64 2
  %t236 = zext i1 %t234 to i64
  store i64 %t236, ptr %t235
  %t237 = load i1, ptr %s40
  %t238 = getelementptr i64, ptr %frame, i64 3
  %t239 = zext i1 %t237 to i64
  store i64 %t239, ptr %t238
  %t240 = load i64, ptr %s9
  %t241 = getelementptr i64, ptr %frame, i64 4
  store i64 %t240, ptr %t241
  %t242 = load i1, ptr %s61
  %t243 = getelementptr i64, ptr %frame, i64 5
  %t244 = zext i1 %t242 to i64
  store i64 %t244, ptr %t243
  %t245 = load i1, ptr %s28
  %t246 = getelementptr i64, ptr %frame, i64 6
  %t247 = zext i1 %t245 to i64
  store i64 %t247, ptr %t246
  %t248 = load i64, ptr %s20
  %t249 = getelementptr i64, ptr %frame, i64 7
  store i64 %t248, ptr %t249
  %t250 = load ptr, ptr %s2
  %t251 = getelementptr i64, ptr %frame, i64 8
  store ptr %t250, ptr %t251
  %t252 = load i1, ptr %s62
  %t253 = getelementptr i64, ptr %frame, i64 9
  %t254 = zext i1 %t252 to i64
  store i64 %t254, ptr %t253
  %t255 = load i1, ptr %s41
  %t256 = getelementptr i64, ptr %frame, i64 10
  %t257 = zext i1 %t255 to i64
  store i64 %t257, ptr %t256
  %t258 = load double, ptr %s13
  %t259 = getelementptr i64, ptr %frame, i64 11
  store double %t258, ptr %t259
  %t260 = load i64, ptr %s8
  %t261 = getelementptr i64, ptr %frame, i64 12
  store i64 %t260, ptr %t261
  %t262 = load i64, ptr %s5
  %t263 = getelementptr i64, ptr %frame, i64 13
  store i64 %t262, ptr %t263
  %t264 = load i64, ptr %s6
  %t265 = getelementptr i64, ptr %frame, i64 14
  store i64 %t264, ptr %t265
  %t266 = load i64, ptr %s7
  %t267 = getelementptr i64, ptr %frame, i64 15
  store i64 %t266, ptr %t267
  ret i64 6
exit6:
  %t268 = load ptr, ptr %s0
  %t269 = getelementptr i64, ptr %frame, i64 0
  store ptr %t268, ptr %t269
  %t270 = load i64, ptr %s1
  %t271 = getelementptr i64, ptr %frame, i64 1
  store i64 %t270, ptr %t271
  %t272 = load i1, ptr %s63
  %t273 = getelementptr i64, ptr %frame, i64 2
  %t274 = zext i1 %t272 to i64
  store i64 %t274, ptr %t273
  %t275 = load i64, ptr %s9
  %t276 = getelementptr i64, ptr %frame, i64 3
  store i64 %t275, ptr %t276
  %t277 = load i1, ptr %s61
  %t278 = getelementptr i64, ptr %frame, i64 4
  %t279 = zext i1 %t277 to i64
  store i64 %t279, ptr %t278
  %t280 = load i1, ptr %s28
  %t281 = getelementptr i64, ptr %frame, i64 5
  %t282 = zext i1 %t280 to i64
  store i64 %t282, ptr %t281
  %t283 = load i64, ptr %s20
  %t284 = getelementptr i64, ptr %frame, i64 6
  store i64 %t283, ptr %t284
  %t285 = load ptr, ptr %s2
  %t286 = getelementptr i64, ptr %frame, i64 7
  store ptr %t285, ptr %t286
  %t287 = load i1, ptr %s64
  %t288 = getelementptr i64, ptr %frame, i64 8
  %t289 = zext i1 %t287 to i64
  store i64 %t289, ptr %t288
  %t290 = load double, ptr %s13
  %t291 = getelementptr i64, ptr %frame, i64 9
  store double %t290, ptr %t291
  %t292 = load i64, ptr %s8
  %t293 = getelementptr i64, ptr %frame, i64 10
  store i64 %t292, ptr %t293
  %t294 = load i64, ptr %s5
  %t295 = getelementptr i64, ptr %frame, i64 11
  store i64 %t294, ptr %t295
  %t296 = load i64, ptr %s6
  %t297 = getelementptr i64, ptr %frame, i64 12
  store i64 %t296, ptr %t297
  %t298 = load i64, ptr %s7
  %t299 = getelementptr i64, ptr %frame, i64 13
  store i64 %t298, ptr %t299
  %t300 = load i64, ptr %s50
  %t301 = getelementptr i64, ptr %frame, i64 14
  store i64 %t300, ptr %t301
  %t302 = load i64, ptr %s47
  %t303 = getelementptr i64, ptr %frame, i64 15
  store i64 %t302, ptr %t303
  %t304 = load i64, ptr %s48
  %t305 = getelementptr i64, ptr %frame, i64 16
  store i64 %t304, ptr %t305
  %t306 = load i64, ptr %s49
  %t307 = getelementptr i64, ptr %frame, i64 17
  store i64 %t306, ptr %t307
  ret i64 7
exit7:
  %t308 = load ptr, ptr %s0
  %t309 = getelementptr i64, ptr %frame, i64 0
  store ptr %t308, ptr %t309
  %t310 = load i64, ptr %s1
  %t311 = getelementptr i64, ptr %frame, i64 1
  store i64 %t310, ptr %t311
  %t312 = load i1, ptr %s63
  %t313 = getelementptr i64, ptr %frame, i64 2
  %t314 = zext i1 %t312 to i64
  store i64 %t314, ptr %t313
  %t315 = load i64, ptr %s9
  %t316 = getelementptr i64, ptr %frame, i64 3
  store i64 %t315, ptr %t316
  %t317 = load i1, ptr %s61
  %t318 = getelementptr i64, ptr %frame, i64 4
  %t319 = zext i1 %t317 to i64
  store i64 %t319, ptr %t318
  %t320 = load i1, ptr %s28
  %t321 = getelementptr i64, ptr %frame, i64 5
  %t322 = zext i1 %t320 to i64
  store i64 %t322, ptr %t321
  %t323 = load i64, ptr %s20
  %t324 = getelementptr i64, ptr %frame, i64 6
  store i64 %t323, ptr %t324
  %t325 = load ptr, ptr %s2
  %t326 = getelementptr i64, ptr %frame, i64 7
  store ptr %t325, ptr %t326
  %t327 = load i1, ptr %s64
  %t328 = getelementptr i64, ptr %frame, i64 8
  %t329 = zext i1 %t327 to i64
  store i64 %t329, ptr %t328
  %t330 = load double, ptr %s13
  %t331 = getelementptr i64, ptr %frame, i64 9
  store double %t330, ptr %t331
  %t332 = load i64, ptr %s8
  %t333 = getelementptr i64, ptr %frame, i64 10
  store i64 %t332, ptr %t333
  %t334 = load i64, ptr %s5
  %t335 = getelementptr i64, ptr %frame, i64 11
  store i64 %t334, ptr %t335
  %t336 = load i64, ptr %s6
  %t337 = getelementptr i64, ptr %frame, i64 12
  store i64 %t336, ptr %t337
  %t338 = load i64, ptr %s7
  %t339 = getelementptr i64, ptr %frame, i64 13
  store i64 %t338, ptr %t339
  ret i64 8
exit8:
  %t340 = load ptr, ptr %s0
  %t341 = getelementptr i64, ptr %frame, i64 0
  store ptr %t340, ptr %t341
  %t342 = load i64, ptr %s1
  %t343 = getelementptr i64, ptr %frame, i64 1
  store i64 %t342, ptr %t343
  %t344 = load i1, ptr %s60
  %t345 = getelementptr i64, ptr %frame, i64 2
  %t346 = zext i1 %t344 to i64
  store i64 %t346, ptr %t345
  %t347 = load i1, ptr %s40
  %t348 = getelementptr i64, ptr %frame, i64 3
  %t349 = zext i1 %t347 to i64
  store i64 %t349, ptr %t348
  %t350 = load i64, ptr %s9
  %t351 = getelementptr i64, ptr %frame, i64 4
  store i64 %t350, ptr %t351
  %t352 = load i1, ptr %s61
  %t353 = getelementptr i64, ptr %frame, i64 5
  %t354 = zext i1 %t352 to i64
  store i64 %t354, ptr %t353
  %t355 = load i1, ptr %s28
  %t356 = getelementptr i64, ptr %frame, i64 6
  %t357 = zext i1 %t355 to i64
  store i64 %t357, ptr %t356
  %t358 = load i64, ptr %s20
  %t359 = getelementptr i64, ptr %frame, i64 7
  store i64 %t358, ptr %t359
  %t360 = load ptr, ptr %s2
  %t361 = getelementptr i64, ptr %frame, i64 8
  store ptr %t360, ptr %t361
  %t362 = load i1, ptr %s62
  %t363 = getelementptr i64, ptr %frame, i64 9
  %t364 = zext i1 %t362 to i64
  store i64 %t364, ptr %t363
  %t365 = load i1, ptr %s41
  %t366 = getelementptr i64, ptr %frame, i64 10
  %t367 = zext i1 %t365 to i64
  store i64 %t367, ptr %t366
  %t368 = load double, ptr %s13
  %t369 = getelementptr i64, ptr %frame, i64 11
  store double %t368, ptr %t369
  ret i64 9
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %v8.0 = alloca <4 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x double>
  %v16.0 = alloca <4 x double>
  %v17.0 = alloca <4 x double>
  %v18.0 = alloca <4 x double>
  %v19.0 = alloca <4 x double>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x double>
  %v22.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next10
next10:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 9, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 4
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end10
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = load ptr, ptr %v0.data
  %t44 = add i64 %t42, 0
  %t45 = load i64, ptr %v0.dim1
  %t46 = mul i64 %t44, %t45
  %t47 = getelementptr double, ptr %t43, i64 %t46
  %t48 = add i64 0, 0
  %t49 = getelementptr double, ptr %t47, i64 %t48
  %t50 = add i64 %t42, 1
  %t51 = load i64, ptr %v0.dim1
  %t52 = mul i64 %t50, %t51
  %t53 = getelementptr double, ptr %t43, i64 %t52
  %t54 = add i64 0, 0
  %t55 = getelementptr double, ptr %t53, i64 %t54
  %t56 = add i64 %t42, 2
  %t57 = load i64, ptr %v0.dim1
  %t58 = mul i64 %t56, %t57
  %t59 = getelementptr double, ptr %t43, i64 %t58
  %t60 = add i64 0, 0
  %t61 = getelementptr double, ptr %t59, i64 %t60
  %t62 = add i64 %t42, 3
  %t63 = load i64, ptr %v0.dim1
  %t64 = mul i64 %t62, %t63
  %t65 = getelementptr double, ptr %t43, i64 %t64
  %t66 = add i64 0, 0
  %t67 = getelementptr double, ptr %t65, i64 %t66
  %t68 = load double, ptr %t49, align 8
  %t69 = insertelement <4 x double> poison, double %t68, i64 0
  %t70 = load double, ptr %t55, align 8
  %t71 = insertelement <4 x double> %t69, double %t70, i64 1
  %t72 = load double, ptr %t61, align 8
  %t73 = insertelement <4 x double> %t71, double %t72, i64 2
  %t74 = load double, ptr %t67, align 8
  %t75 = insertelement <4 x double> %t73, double %t74, i64 3
  store <4 x double> %t75, ptr %v6.0
  %t76 = load <4 x double>, ptr %v6.0
  store <4 x double> %t76, ptr %v8.0
  store i64 0, ptr %v9
  %t77 = load i64, ptr %v1
  %t78 = add i64 %t77, -1
  %t79 = call i64 @llvm.smax.i64(i64 %t78, i64 0)
  %t80 = icmp sle i64 %t79, 0
  %t81 = load i64, ptr %v0.dim1
  %t82 = icmp slt i64 %t79, %t81
  %t83 = or i1 %t80, %t82
  br i1 %t83, label %good84, label %fail, !prof !0
good84:
  store i64 0, ptr %v9
  br label %next11
next11:
  %t86 = load i64, ptr %countdown
  %t87 = sub i64 %t86, 1
  store i64 %t87, ptr %countdown
  %t88 = icmp slt i64 %t87, 0
  br i1 %t88, label %poll85, label %go85, !prof !1
poll85:
  %t89 = getelementptr i8, ptr %host, i64 24
  %t90 = load ptr, ptr %t89
  %t91 = call i64 %t90(ptr %host, ptr null, i64 0)
  %t92 = getelementptr i8, ptr %host, i64 16
  %t93 = load i64, ptr %t92
  store i64 %t93, ptr %countdown
  %t94 = icmp ne i64 %t91, 0
  br i1 %t94, label %fail, label %go85, !prof !1
go85:
  %t95 = load i64, ptr %v9
  %t96 = add i64 %t95, 8
  %t97 = load i64, ptr %v1
  %t98 = add i64 %t97, -1
  %t99 = call i64 @llvm.smax.i64(i64 %t98, i64 0)
  %t100 = icmp sgt i64 %t96, %t99
  br i1 %t100, label %then101, label %done101, !prof !1
then101:
  br label %end11
done101:
  %t102 = load i64, ptr %v5
  %t103 = add i64 %t102, 0
  %t104 = load i64, ptr %v9
  %t105 = add i64 %t104, 1
  %t106 = load ptr, ptr %v0.data
  %t107 = add i64 %t103, 0
  %t108 = load i64, ptr %v0.dim1
  %t109 = mul i64 %t107, %t108
  %t110 = getelementptr double, ptr %t106, i64 %t109
  %t111 = add i64 %t105, 0
  %t112 = getelementptr double, ptr %t110, i64 %t111
  %t113 = add i64 %t103, 1
  %t114 = load i64, ptr %v0.dim1
  %t115 = mul i64 %t113, %t114
  %t116 = getelementptr double, ptr %t106, i64 %t115
  %t117 = add i64 %t105, 0
  %t118 = getelementptr double, ptr %t116, i64 %t117
  %t119 = add i64 %t103, 2
  %t120 = load i64, ptr %v0.dim1
  %t121 = mul i64 %t119, %t120
  %t122 = getelementptr double, ptr %t106, i64 %t121
  %t123 = add i64 %t105, 0
  %t124 = getelementptr double, ptr %t122, i64 %t123
  %t125 = add i64 %t103, 3
  %t126 = load i64, ptr %v0.dim1
  %t127 = mul i64 %t125, %t126
  %t128 = getelementptr double, ptr %t106, i64 %t127
  %t129 = add i64 %t105, 0
  %t130 = getelementptr double, ptr %t128, i64 %t129
  %t131 = getelementptr i8, ptr %t112, i64 128
  call void @llvm.prefetch.p0(ptr %t131, i32 0, i32 3, i32 1)
  %t132 = getelementptr i8, ptr %t118, i64 128
  call void @llvm.prefetch.p0(ptr %t132, i32 0, i32 3, i32 1)
  %t133 = getelementptr i8, ptr %t124, i64 128
  call void @llvm.prefetch.p0(ptr %t133, i32 0, i32 3, i32 1)
  %t134 = getelementptr i8, ptr %t130, i64 128
  call void @llvm.prefetch.p0(ptr %t134, i32 0, i32 3, i32 1)
  %t135 = load <2 x double>, ptr %t112, align 8
  %t136 = load <2 x double>, ptr %t118, align 8
  %t137 = load <2 x double>, ptr %t124, align 8
  %t138 = load <2 x double>, ptr %t130, align 8
  %t139 = shufflevector <2 x double> %t135, <2 x double> %t137, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t140 = shufflevector <2 x double> %t136, <2 x double> %t138, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t141 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t142 = shufflevector <4 x double> %t139, <4 x double> %t140, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t143 = getelementptr double, ptr %t112, i64 2
  %t144 = load <2 x double>, ptr %t143, align 8
  %t145 = getelementptr double, ptr %t118, i64 2
  %t146 = load <2 x double>, ptr %t145, align 8
  %t147 = getelementptr double, ptr %t124, i64 2
  %t148 = load <2 x double>, ptr %t147, align 8
  %t149 = getelementptr double, ptr %t130, i64 2
  %t150 = load <2 x double>, ptr %t149, align 8
  %t151 = shufflevector <2 x double> %t144, <2 x double> %t148, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t152 = shufflevector <2 x double> %t146, <2 x double> %t150, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t153 = shufflevector <4 x double> %t151, <4 x double> %t152, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t154 = shufflevector <4 x double> %t151, <4 x double> %t152, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  store <4 x double> %t141, ptr %v12.0
  store <4 x double> %t142, ptr %v13.0
  store <4 x double> %t153, ptr %v14.0
  store <4 x double> %t154, ptr %v15.0
  %t155 = load i64, ptr %v5
  %t156 = add i64 %t155, 0
  %t157 = load i64, ptr %v9
  %t158 = add i64 %t157, 5
  %t159 = load ptr, ptr %v0.data
  %t160 = add i64 %t156, 0
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t159, i64 %t162
  %t164 = add i64 %t158, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t156, 1
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t159, i64 %t168
  %t170 = add i64 %t158, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = add i64 %t156, 2
  %t173 = load i64, ptr %v0.dim1
  %t174 = mul i64 %t172, %t173
  %t175 = getelementptr double, ptr %t159, i64 %t174
  %t176 = add i64 %t158, 0
  %t177 = getelementptr double, ptr %t175, i64 %t176
  %t178 = add i64 %t156, 3
  %t179 = load i64, ptr %v0.dim1
  %t180 = mul i64 %t178, %t179
  %t181 = getelementptr double, ptr %t159, i64 %t180
  %t182 = add i64 %t158, 0
  %t183 = getelementptr double, ptr %t181, i64 %t182
  %t184 = getelementptr i8, ptr %t165, i64 128
  call void @llvm.prefetch.p0(ptr %t184, i32 0, i32 3, i32 1)
  %t185 = getelementptr i8, ptr %t171, i64 128
  call void @llvm.prefetch.p0(ptr %t185, i32 0, i32 3, i32 1)
  %t186 = getelementptr i8, ptr %t177, i64 128
  call void @llvm.prefetch.p0(ptr %t186, i32 0, i32 3, i32 1)
  %t187 = getelementptr i8, ptr %t183, i64 128
  call void @llvm.prefetch.p0(ptr %t187, i32 0, i32 3, i32 1)
  %t188 = load <2 x double>, ptr %t165, align 8
  %t189 = load <2 x double>, ptr %t171, align 8
  %t190 = load <2 x double>, ptr %t177, align 8
  %t191 = load <2 x double>, ptr %t183, align 8
  %t192 = shufflevector <2 x double> %t188, <2 x double> %t190, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t193 = shufflevector <2 x double> %t189, <2 x double> %t191, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t194 = shufflevector <4 x double> %t192, <4 x double> %t193, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t195 = shufflevector <4 x double> %t192, <4 x double> %t193, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t196 = getelementptr double, ptr %t165, i64 2
  %t197 = load <2 x double>, ptr %t196, align 8
  %t198 = getelementptr double, ptr %t171, i64 2
  %t199 = load <2 x double>, ptr %t198, align 8
  %t200 = getelementptr double, ptr %t177, i64 2
  %t201 = load <2 x double>, ptr %t200, align 8
  %t202 = getelementptr double, ptr %t183, i64 2
  %t203 = load <2 x double>, ptr %t202, align 8
  %t204 = shufflevector <2 x double> %t197, <2 x double> %t201, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t205 = shufflevector <2 x double> %t199, <2 x double> %t203, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
  %t206 = shufflevector <4 x double> %t204, <4 x double> %t205, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t207 = shufflevector <4 x double> %t204, <4 x double> %t205, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  store <4 x double> %t194, ptr %v16.0
  store <4 x double> %t195, ptr %v17.0
  store <4 x double> %t206, ptr %v18.0
  store <4 x double> %t207, ptr %v19.0
  %t208 = load <4 x double>, ptr %v8.0
  %t209 = load <4 x double>, ptr %v12.0
  %t210 = fadd <4 x double> %t208, %t209
  store <4 x double> %t210, ptr %v21.0
  %t211 = load <4 x double>, ptr %v21.0
  %t212 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t211)
  %t213 = fcmp olt <4 x double> %t212, splat (double 0x7FF0000000000000)
  %t214 = sext <4 x i1> %t213 to <4 x i64>
  %t215 = xor <4 x i64> %t214, splat (i64 -1)
  %t216 = icmp slt <4 x i64> %t215, zeroinitializer
  %t217 = bitcast <4 x i1> %t216 to i4
  %t218 = icmp ne i4 %t217, 0
  %t219 = xor i1 %t218, true
  br i1 %t219, label %good220, label %fail, !prof !0
good220:
  %t221 = load <4 x double>, ptr %v21.0
  store <4 x double> %t221, ptr %v8.0
  %t222 = load <4 x double>, ptr %v21.0
  %t223 = load <4 x double>, ptr %v13.0
  %t224 = fadd <4 x double> %t222, %t223
  store <4 x double> %t224, ptr %v21.0
  %t225 = load <4 x double>, ptr %v21.0
  %t226 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t225)
  %t227 = fcmp olt <4 x double> %t226, splat (double 0x7FF0000000000000)
  %t228 = sext <4 x i1> %t227 to <4 x i64>
  %t229 = xor <4 x i64> %t228, splat (i64 -1)
  %t230 = icmp slt <4 x i64> %t229, zeroinitializer
  %t231 = bitcast <4 x i1> %t230 to i4
  %t232 = icmp ne i4 %t231, 0
  %t233 = xor i1 %t232, true
  br i1 %t233, label %good234, label %fail, !prof !0
good234:
  %t235 = load <4 x double>, ptr %v21.0
  store <4 x double> %t235, ptr %v8.0
  %t236 = load <4 x double>, ptr %v21.0
  %t237 = load <4 x double>, ptr %v14.0
  %t238 = fadd <4 x double> %t236, %t237
  store <4 x double> %t238, ptr %v21.0
  %t239 = load <4 x double>, ptr %v21.0
  %t240 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t239)
  %t241 = fcmp olt <4 x double> %t240, splat (double 0x7FF0000000000000)
  %t242 = sext <4 x i1> %t241 to <4 x i64>
  %t243 = xor <4 x i64> %t242, splat (i64 -1)
  %t244 = icmp slt <4 x i64> %t243, zeroinitializer
  %t245 = bitcast <4 x i1> %t244 to i4
  %t246 = icmp ne i4 %t245, 0
  %t247 = xor i1 %t246, true
  br i1 %t247, label %good248, label %fail, !prof !0
good248:
  %t249 = load <4 x double>, ptr %v21.0
  store <4 x double> %t249, ptr %v8.0
  %t250 = load <4 x double>, ptr %v21.0
  %t251 = load <4 x double>, ptr %v15.0
  %t252 = fadd <4 x double> %t250, %t251
  store <4 x double> %t252, ptr %v21.0
  %t253 = load <4 x double>, ptr %v21.0
  %t254 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t253)
  %t255 = fcmp olt <4 x double> %t254, splat (double 0x7FF0000000000000)
  %t256 = sext <4 x i1> %t255 to <4 x i64>
  %t257 = xor <4 x i64> %t256, splat (i64 -1)
  %t258 = icmp slt <4 x i64> %t257, zeroinitializer
  %t259 = bitcast <4 x i1> %t258 to i4
  %t260 = icmp ne i4 %t259, 0
  %t261 = xor i1 %t260, true
  br i1 %t261, label %good262, label %fail, !prof !0
good262:
  %t263 = load <4 x double>, ptr %v21.0
  store <4 x double> %t263, ptr %v8.0
  %t264 = load <4 x double>, ptr %v21.0
  %t265 = load <4 x double>, ptr %v16.0
  %t266 = fadd <4 x double> %t264, %t265
  store <4 x double> %t266, ptr %v21.0
  %t267 = load <4 x double>, ptr %v21.0
  %t268 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t267)
  %t269 = fcmp olt <4 x double> %t268, splat (double 0x7FF0000000000000)
  %t270 = sext <4 x i1> %t269 to <4 x i64>
  %t271 = xor <4 x i64> %t270, splat (i64 -1)
  %t272 = icmp slt <4 x i64> %t271, zeroinitializer
  %t273 = bitcast <4 x i1> %t272 to i4
  %t274 = icmp ne i4 %t273, 0
  %t275 = xor i1 %t274, true
  br i1 %t275, label %good276, label %fail, !prof !0
good276:
  %t277 = load <4 x double>, ptr %v21.0
  store <4 x double> %t277, ptr %v8.0
  %t278 = load <4 x double>, ptr %v21.0
  %t279 = load <4 x double>, ptr %v17.0
  %t280 = fadd <4 x double> %t278, %t279
  store <4 x double> %t280, ptr %v21.0
  %t281 = load <4 x double>, ptr %v21.0
  %t282 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t281)
  %t283 = fcmp olt <4 x double> %t282, splat (double 0x7FF0000000000000)
  %t284 = sext <4 x i1> %t283 to <4 x i64>
  %t285 = xor <4 x i64> %t284, splat (i64 -1)
  %t286 = icmp slt <4 x i64> %t285, zeroinitializer
  %t287 = bitcast <4 x i1> %t286 to i4
  %t288 = icmp ne i4 %t287, 0
  %t289 = xor i1 %t288, true
  br i1 %t289, label %good290, label %fail, !prof !0
good290:
  %t291 = load <4 x double>, ptr %v21.0
  store <4 x double> %t291, ptr %v8.0
  %t292 = load <4 x double>, ptr %v21.0
  %t293 = load <4 x double>, ptr %v18.0
  %t294 = fadd <4 x double> %t292, %t293
  store <4 x double> %t294, ptr %v21.0
  %t295 = load <4 x double>, ptr %v21.0
  %t296 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t295)
  %t297 = fcmp olt <4 x double> %t296, splat (double 0x7FF0000000000000)
  %t298 = sext <4 x i1> %t297 to <4 x i64>
  %t299 = xor <4 x i64> %t298, splat (i64 -1)
  %t300 = icmp slt <4 x i64> %t299, zeroinitializer
  %t301 = bitcast <4 x i1> %t300 to i4
  %t302 = icmp ne i4 %t301, 0
  %t303 = xor i1 %t302, true
  br i1 %t303, label %good304, label %fail, !prof !0
good304:
  %t305 = load <4 x double>, ptr %v21.0
  store <4 x double> %t305, ptr %v8.0
  %t306 = load <4 x double>, ptr %v21.0
  %t307 = load <4 x double>, ptr %v19.0
  %t308 = fadd <4 x double> %t306, %t307
  store <4 x double> %t308, ptr %v21.0
  %t309 = load <4 x double>, ptr %v21.0
  %t310 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t309)
  %t311 = fcmp olt <4 x double> %t310, splat (double 0x7FF0000000000000)
  %t312 = sext <4 x i1> %t311 to <4 x i64>
  %t313 = xor <4 x i64> %t312, splat (i64 -1)
  %t314 = icmp slt <4 x i64> %t313, zeroinitializer
  %t315 = bitcast <4 x i1> %t314 to i4
  %t316 = icmp ne i4 %t315, 0
  %t317 = xor i1 %t316, true
  br i1 %t317, label %good318, label %fail, !prof !0
good318:
  %t319 = load <4 x double>, ptr %v21.0
  store <4 x double> %t319, ptr %v8.0
  %t320 = load i64, ptr %v9
  %t321 = add i64 %t320, 8
  store i64 %t321, ptr %v9
  br label %next11
end11:
  br label %next8
next8:
  %t323 = load i64, ptr %countdown
  %t324 = sub i64 %t323, 1
  store i64 %t324, ptr %countdown
  %t325 = icmp slt i64 %t324, 0
  br i1 %t325, label %poll322, label %go322, !prof !1
poll322:
  %t326 = getelementptr i8, ptr %host, i64 24
  %t327 = load ptr, ptr %t326
  %t328 = call i64 %t327(ptr %host, ptr null, i64 0)
  %t329 = getelementptr i8, ptr %host, i64 16
  %t330 = load i64, ptr %t329
  store i64 %t330, ptr %countdown
  %t331 = icmp ne i64 %t328, 0
  br i1 %t331, label %fail, label %go322, !prof !1
go322:
  %t332 = load i64, ptr %v9
  %t333 = load i64, ptr %v1
  %t334 = add i64 %t333, -1
  %t335 = call i64 @llvm.smax.i64(i64 %t334, i64 0)
  %t336 = icmp sge i64 %t332, %t335
  br i1 %t336, label %then337, label %done337, !prof !1
then337:
  br label %end8
done337:
  %t338 = load i64, ptr %v5
  %t339 = add i64 %t338, 0
  %t340 = load i64, ptr %v9
  %t341 = add i64 %t340, 1
  %t342 = load ptr, ptr %v0.data
  %t343 = add i64 %t339, 0
  %t344 = load i64, ptr %v0.dim1
  %t345 = mul i64 %t343, %t344
  %t346 = getelementptr double, ptr %t342, i64 %t345
  %t347 = add i64 %t341, 0
  %t348 = getelementptr double, ptr %t346, i64 %t347
  %t349 = add i64 %t339, 1
  %t350 = load i64, ptr %v0.dim1
  %t351 = mul i64 %t349, %t350
  %t352 = getelementptr double, ptr %t342, i64 %t351
  %t353 = add i64 %t341, 0
  %t354 = getelementptr double, ptr %t352, i64 %t353
  %t355 = add i64 %t339, 2
  %t356 = load i64, ptr %v0.dim1
  %t357 = mul i64 %t355, %t356
  %t358 = getelementptr double, ptr %t342, i64 %t357
  %t359 = add i64 %t341, 0
  %t360 = getelementptr double, ptr %t358, i64 %t359
  %t361 = add i64 %t339, 3
  %t362 = load i64, ptr %v0.dim1
  %t363 = mul i64 %t361, %t362
  %t364 = getelementptr double, ptr %t342, i64 %t363
  %t365 = add i64 %t341, 0
  %t366 = getelementptr double, ptr %t364, i64 %t365
  %t367 = load double, ptr %t348, align 8
  %t368 = insertelement <4 x double> poison, double %t367, i64 0
  %t369 = load double, ptr %t354, align 8
  %t370 = insertelement <4 x double> %t368, double %t369, i64 1
  %t371 = load double, ptr %t360, align 8
  %t372 = insertelement <4 x double> %t370, double %t371, i64 2
  %t373 = load double, ptr %t366, align 8
  %t374 = insertelement <4 x double> %t372, double %t373, i64 3
  store <4 x double> %t374, ptr %v22.0
  %t375 = load <4 x double>, ptr %v8.0
  %t376 = load <4 x double>, ptr %v22.0
  %t377 = fadd <4 x double> %t375, %t376
  store <4 x double> %t377, ptr %v21.0
  %t378 = load <4 x double>, ptr %v21.0
  %t379 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t378)
  %t380 = fcmp olt <4 x double> %t379, splat (double 0x7FF0000000000000)
  %t381 = sext <4 x i1> %t380 to <4 x i64>
  %t382 = xor <4 x i64> %t381, splat (i64 -1)
  %t383 = icmp slt <4 x i64> %t382, zeroinitializer
  %t384 = bitcast <4 x i1> %t383 to i4
  %t385 = icmp ne i4 %t384, 0
  %t386 = xor i1 %t385, true
  br i1 %t386, label %good387, label %fail, !prof !0
good387:
  %t388 = load <4 x double>, ptr %v21.0
  store <4 x double> %t388, ptr %v8.0
  %t389 = load i64, ptr %v9
  %t390 = add i64 %t389, 1
  store i64 %t390, ptr %v9
  br label %next8
end8:
  br label %end9
end9:
  %t391 = load <4 x double>, ptr %v8.0
  %t392 = load i64, ptr %v5
  %t393 = add i64 %t392, 0
  %t394 = add i64 %t393, 0
  %t395 = load ptr, ptr %v2.data
  %t396 = getelementptr double, ptr %t395, i64 %t394
  store <4 x double> %t391, ptr %t396, align 8
  %t397 = load i64, ptr %v5
  %t398 = add i64 %t397, 4
  store i64 %t398, ptr %v5
  br label %next10
end10:
  %t399 = load i64, ptr %v5
  ret i64 %t399
fail:
  %t400 = load i64, ptr %exit_id
  switch i64 %t400, label %nowhere [ i64 9, label %exit9 ]
nowhere:
  unreachable
exit9:
  %t401 = load i64, ptr %s5
  ret i64 %t401
}

declare double @llvm.fabs.f64(double) nounwind
declare <4 x double> @llvm.fabs.v4f64(<4 x double>) nounwind
declare void @llvm.prefetch.p0(ptr, i32, i32, i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
