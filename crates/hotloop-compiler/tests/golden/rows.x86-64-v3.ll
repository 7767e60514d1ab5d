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
  %v27 = alloca double
  %v28 = alloca i64
  %v29 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures40 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s9 = alloca i64
  %s13 = alloca double
  %s19 = alloca i64
  %s16 = alloca i64
  %s17 = alloca i64
  %s18 = alloca i64
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
  store i64 0, ptr %v8
  br label %head1
head1:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v1
  %t31 = add i64 %t30, -1
  %t32 = call i64 @llvm.smax.i64(i64 %t31, i64 0)
  %t33 = icmp sgt i64 %t32, 0
  %t34 = load i64, ptr %v0.len
  %t35 = call i64 @llvm.smax.i64(i64 %t34, i64 0)
  %t36 = load i64, ptr %v2.len
  %t37 = call i64 @llvm.smin.i64(i64 %t35, i64 %t36)
  %t38 = load i64, ptr %v8
  %t39 = select i1 %t33, i64 %t37, i64 %t38
  %t41 = sub i64 %t39, %t29
  %t42 = icmp sge i64 %t41, 4
  br i1 %t42, label %strips40, label %scalar40
strips40:
  %t43 = load ptr, ptr %v0
  %t44 = getelementptr i64, ptr %captures40, i64 0
  store ptr %t43, ptr %t44
  %t45 = load i64, ptr %v1
  %t46 = getelementptr i64, ptr %captures40, i64 1
  store i64 %t45, ptr %t46
  %t47 = load ptr, ptr %v2
  %t48 = getelementptr i64, ptr %captures40, i64 2
  store ptr %t47, ptr %t48
  %t49 = getelementptr i8, ptr %host, i64 40
  %t50 = load ptr, ptr %t49
  %t51 = call i64 %t50(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures40, i64 %t29, i64 %t39, i64 %t39)
  store i64 %t51, ptr %v8
  %t52 = getelementptr i8, ptr %host, i64 16
  %t53 = load i64, ptr %t52
  store i64 %t53, ptr %countdown
  br label %scalar40
scalar40:
  %t54 = load ptr, ptr %v0
  store ptr %t54, ptr %s0
  %t55 = load i64, ptr %v1
  store i64 %t55, ptr %s1
  %t56 = load ptr, ptr %v2
  store ptr %t56, ptr %s2
  %t57 = load i64, ptr %v8
  store i64 %t57, ptr %s8
  %t58 = load i64, ptr %v5
  store i64 %t58, ptr %s5
  %t59 = load i64, ptr %v6
  store i64 %t59, ptr %s6
  %t60 = load i64, ptr %v7
  store i64 %t60, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t63 = load i64, ptr %countdown
  %t64 = sub i64 %t63, 1
  store i64 %t64, ptr %countdown
  %t65 = icmp slt i64 %t64, 0
  br i1 %t65, label %poll62, label %go62, !prof !1
poll62:
  %t66 = getelementptr i8, ptr %host, i64 24
  %t67 = load ptr, ptr %t66
  %t68 = call i64 %t67(ptr %host)
  %t69 = getelementptr i8, ptr %host, i64 16
  %t70 = load i64, ptr %t69
  store i64 %t70, ptr %countdown
  %t71 = icmp ne i64 %t68, 0
  br i1 %t71, label %fail, label %go62, !prof !1
go62:
  %t72 = load i64, ptr %v8
  %t73 = load i64, ptr %v0.len
  %t74 = call i64 @llvm.smax.i64(i64 %t73, i64 0)
  %t75 = icmp slt i64 %t72, %t74
  br i1 %t75, label %body1, label %end1, !prof !0
body1:
  %t76 = load i64, ptr %v8
  store i64 %t76, ptr %v9
  %t77 = load i64, ptr %v0.dim1
  %t78 = icmp slt i64 0, %t77
  br i1 %t78, label %good79, label %fail, !prof !0
good79:
  %t80 = load i64, ptr %v8
  %t81 = load i64, ptr %v0.dim1
  %t82 = mul i64 %t80, %t81
  %t83 = add i64 %t82, 0
  %t84 = load ptr, ptr %v0.data
  %t85 = getelementptr double, ptr %t84, i64 %t83
  %t86 = load double, ptr %t85
  store double %t86, ptr %v12
  %t87 = load double, ptr %v12
  store double %t87, ptr %v13
  %t88 = load i64, ptr %v1
  %t89 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t88)
  %t90 = extractvalue {i64, i1} %t89, 1
  %t91 = xor i1 %t90, true
  br i1 %t91, label %good92, label %fail, !prof !0
good92:
  store i64 1, ptr %v16
  store i64 1, ptr %v17
  %t93 = load i64, ptr %v1
  %t94 = add i64 %t93, -1
  %t95 = call i64 @llvm.smax.i64(i64 %t94, i64 0)
  store i64 %t95, ptr %v18
  store i64 0, ptr %v19
  store i64 0, ptr %v19
  br label %head3
head3:
  %t96 = load ptr, ptr %v0
  store ptr %t96, ptr %s0
  %t97 = load i64, ptr %v1
  store i64 %t97, ptr %s1
  %t98 = load i64, ptr %v9
  store i64 %t98, ptr %s9
  %t99 = load ptr, ptr %v2
  store ptr %t99, ptr %s2
  %t100 = load double, ptr %v13
  store double %t100, ptr %s13
  %t101 = load i64, ptr %v8
  store i64 %t101, ptr %s8
  %t102 = load i64, ptr %v5
  store i64 %t102, ptr %s5
  %t103 = load i64, ptr %v6
  store i64 %t103, ptr %s6
  %t104 = load i64, ptr %v7
  store i64 %t104, ptr %s7
  %t105 = load i64, ptr %v19
  store i64 %t105, ptr %s19
  %t106 = load i64, ptr %v16
  store i64 %t106, ptr %s16
  %t107 = load i64, ptr %v17
  store i64 %t107, ptr %s17
  %t108 = load i64, ptr %v18
  store i64 %t108, ptr %s18
  store i64 2, ptr %exit_id
  ; undo flags
  %t111 = load i64, ptr %countdown
  %t112 = sub i64 %t111, 1
  store i64 %t112, ptr %countdown
  %t113 = icmp slt i64 %t112, 0
  br i1 %t113, label %poll110, label %go110, !prof !1
poll110:
  %t114 = getelementptr i8, ptr %host, i64 24
  %t115 = load ptr, ptr %t114
  %t116 = call i64 %t115(ptr %host)
  %t117 = getelementptr i8, ptr %host, i64 16
  %t118 = load i64, ptr %t117
  store i64 %t118, ptr %countdown
  %t119 = icmp ne i64 %t116, 0
  br i1 %t119, label %fail, label %go110, !prof !1
go110:
  %t120 = load i64, ptr %v19
  %t121 = load i64, ptr %v1
  %t122 = add i64 %t121, -1
  %t123 = call i64 @llvm.smax.i64(i64 %t122, i64 0)
  %t124 = icmp slt i64 %t120, %t123
  br i1 %t124, label %body3, label %end3, !prof !0
body3:
  %t125 = load i64, ptr %v19
  %t126 = add i64 %t125, 1
  %t127 = load i64, ptr %v0.dim1
  %t128 = icmp slt i64 %t126, %t127
  br i1 %t128, label %good129, label %fail, !prof !0
good129:
  %t130 = load i64, ptr %v8
  %t131 = load i64, ptr %v0.dim1
  %t132 = mul i64 %t130, %t131
  %t133 = load i64, ptr %v19
  %t134 = add i64 %t133, 1
  %t135 = add i64 %t132, %t134
  %t136 = load ptr, ptr %v0.data
  %t137 = getelementptr double, ptr %t136, i64 %t135
  %t138 = load double, ptr %t137
  store double %t138, ptr %v25
  %t139 = load double, ptr %v13
  %t140 = load double, ptr %v25
  %t141 = fadd double %t139, %t140
  store double %t141, ptr %v26
  %t142 = load double, ptr %v26
  %t143 = call double @llvm.fabs.f64(double %t142)
  %t144 = fcmp olt double %t143, 0x7FF0000000000000
  br i1 %t144, label %good145, label %fail, !prof !0
good145:
  %t146 = load double, ptr %v26
  store double %t146, ptr %v13
  br label %next3
next3:
  %t147 = load i64, ptr %v19
  %t148 = add nsw i64 %t147, 1
  store i64 %t148, ptr %v19
  br label %head3
end3:
  br label %end2
end2:
  %t149 = load ptr, ptr %v0
  store ptr %t149, ptr %s0
  %t150 = load i64, ptr %v1
  store i64 %t150, ptr %s1
  %t151 = load i64, ptr %v9
  store i64 %t151, ptr %s9
  %t152 = load ptr, ptr %v2
  store ptr %t152, ptr %s2
  %t153 = load double, ptr %v13
  store double %t153, ptr %s13
  %t154 = load i64, ptr %v8
  store i64 %t154, ptr %s8
  %t155 = load i64, ptr %v5
  store i64 %t155, ptr %s5
  %t156 = load i64, ptr %v6
  store i64 %t156, ptr %s6
  %t157 = load i64, ptr %v7
  store i64 %t157, ptr %s7
  store i64 3, ptr %exit_id
  ; undo flags
  %t159 = load i64, ptr %v8
  %t160 = load i64, ptr %v2.len
  %t161 = icmp slt i64 %t159, %t160
  br i1 %t161, label %good162, label %fail, !prof !0
good162:
  %t163 = load i64, ptr %v8
  %t164 = load ptr, ptr %v2.data
  %t165 = getelementptr double, ptr %t164, i64 %t163
  %t166 = load double, ptr %v13
  store double %t166, ptr %t165
  br label %next1
next1:
  %t167 = load i64, ptr %v8
  %t168 = add nsw i64 %t167, 1
  store i64 %t168, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  store i64 4, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t170 = load i64, ptr %exit_id
  switch i64 %t170, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 i64 3, label %exit3 i64 4, label %exit4 ]
nowhere:
  unreachable
exit0:
  %t171 = load ptr, ptr %s0
  %t172 = getelementptr i64, ptr %frame, i64 0
  store ptr %t171, ptr %t172
  %t173 = load i64, ptr %s1
  %t174 = getelementptr i64, ptr %frame, i64 1
  store i64 %t173, ptr %t174
  %t175 = load ptr, ptr %s2
  %t176 = getelementptr i64, ptr %frame, i64 2
  store ptr %t175, ptr %t176
  ret i64 1
exit1:
  %t177 = load ptr, ptr %s0
  %t178 = getelementptr i64, ptr %frame, i64 0
  store ptr %t177, ptr %t178
  %t179 = load i64, ptr %s1
  %t180 = getelementptr i64, ptr %frame, i64 1
  store i64 %t179, ptr %t180
  %t181 = load ptr, ptr %s2
  %t182 = getelementptr i64, ptr %frame, i64 2
  store ptr %t181, ptr %t182
  %t183 = load i64, ptr %s8
  %t184 = getelementptr i64, ptr %frame, i64 3
  store i64 %t183, ptr %t184
  %t185 = load i64, ptr %s5
  %t186 = getelementptr i64, ptr %frame, i64 4
  store i64 %t185, ptr %t186
  %t187 = load i64, ptr %s6
  %t188 = getelementptr i64, ptr %frame, i64 5
  store i64 %t187, ptr %t188
  %t189 = load i64, ptr %s7
  %t190 = getelementptr i64, ptr %frame, i64 6
  store i64 %t189, ptr %t190
  ret i64 2
exit2:
  %t191 = load ptr, ptr %s0
  %t192 = getelementptr i64, ptr %frame, i64 0
  store ptr %t191, ptr %t192
  %t193 = load i64, ptr %s1
  %t194 = getelementptr i64, ptr %frame, i64 1
  store i64 %t193, ptr %t194
  %t195 = load i64, ptr %s9
  %t196 = getelementptr i64, ptr %frame, i64 2
  store i64 %t195, ptr %t196
  %t197 = load ptr, ptr %s2
  %t198 = getelementptr i64, ptr %frame, i64 3
  store ptr %t197, ptr %t198
  %t199 = load double, ptr %s13
  %t200 = getelementptr i64, ptr %frame, i64 4
  store double %t199, ptr %t200
  %t201 = load i64, ptr %s8
  %t202 = getelementptr i64, ptr %frame, i64 5
  store i64 %t201, ptr %t202
  %t203 = load i64, ptr %s5
  %t204 = getelementptr i64, ptr %frame, i64 6
  store i64 %t203, ptr %t204
  %t205 = load i64, ptr %s6
  %t206 = getelementptr i64, ptr %frame, i64 7
  store i64 %t205, ptr %t206
  %t207 = load i64, ptr %s7
  %t208 = getelementptr i64, ptr %frame, i64 8
  store i64 %t207, ptr %t208
  %t209 = load i64, ptr %s19
  %t210 = getelementptr i64, ptr %frame, i64 9
  store i64 %t209, ptr %t210
  %t211 = load i64, ptr %s16
  %t212 = getelementptr i64, ptr %frame, i64 10
  store i64 %t211, ptr %t212
  %t213 = load i64, ptr %s17
  %t214 = getelementptr i64, ptr %frame, i64 11
  store i64 %t213, ptr %t214
  %t215 = load i64, ptr %s18
  %t216 = getelementptr i64, ptr %frame, i64 12
  store i64 %t215, ptr %t216
  ret i64 3
exit3:
  %t217 = load ptr, ptr %s0
  %t218 = getelementptr i64, ptr %frame, i64 0
  store ptr %t217, ptr %t218
  %t219 = load i64, ptr %s1
  %t220 = getelementptr i64, ptr %frame, i64 1
  store i64 %t219, ptr %t220
  %t221 = load i64, ptr %s9
  %t222 = getelementptr i64, ptr %frame, i64 2
  store i64 %t221, ptr %t222
  %t223 = load ptr, ptr %s2
  %t224 = getelementptr i64, ptr %frame, i64 3
  store ptr %t223, ptr %t224
  %t225 = load double, ptr %s13
  %t226 = getelementptr i64, ptr %frame, i64 4
  store double %t225, ptr %t226
  %t227 = load i64, ptr %s8
  %t228 = getelementptr i64, ptr %frame, i64 5
  store i64 %t227, ptr %t228
  %t229 = load i64, ptr %s5
  %t230 = getelementptr i64, ptr %frame, i64 6
  store i64 %t229, ptr %t230
  %t231 = load i64, ptr %s6
  %t232 = getelementptr i64, ptr %frame, i64 7
  store i64 %t231, ptr %t232
  %t233 = load i64, ptr %s7
  %t234 = getelementptr i64, ptr %frame, i64 8
  store i64 %t233, ptr %t234
  ret i64 4
exit4:
  ret i64 5
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
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
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
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
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = add i64 %t45, 2
  %t60 = load i64, ptr %v0.dim1
  %t61 = mul i64 %t59, %t60
  %t62 = getelementptr double, ptr %t46, i64 %t61
  %t63 = add i64 0, 0
  %t64 = getelementptr double, ptr %t62, i64 %t63
  %t65 = add i64 %t45, 3
  %t66 = load i64, ptr %v0.dim1
  %t67 = mul i64 %t65, %t66
  %t68 = getelementptr double, ptr %t46, i64 %t67
  %t69 = add i64 0, 0
  %t70 = getelementptr double, ptr %t68, i64 %t69
  %t71 = load double, ptr %t52, align 8
  %t72 = insertelement <4 x double> poison, double %t71, i64 0
  %t73 = load double, ptr %t58, align 8
  %t74 = insertelement <4 x double> %t72, double %t73, i64 1
  %t75 = load double, ptr %t64, align 8
  %t76 = insertelement <4 x double> %t74, double %t75, i64 2
  %t77 = load double, ptr %t70, align 8
  %t78 = insertelement <4 x double> %t76, double %t77, i64 3
  store <4 x double> %t78, ptr %v6.0
  %t79 = load <4 x double>, ptr %v6.0
  store <4 x double> %t79, ptr %v8.0
  %t80 = load i64, ptr %v1
  %t81 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t80)
  %t82 = extractvalue {i64, i1} %t81, 1
  %t83 = xor i1 %t82, true
  br i1 %t83, label %good84, label %fail, !prof !0
good84:
  store i64 0, ptr %v9
  %t85 = load i64, ptr %v1
  %t86 = add i64 %t85, -1
  %t87 = call i64 @llvm.smax.i64(i64 %t86, i64 0)
  %t88 = icmp sle i64 %t87, 0
  %t89 = load i64, ptr %v0.dim1
  %t90 = icmp slt i64 %t87, %t89
  %t91 = or i1 %t88, %t90
  br i1 %t91, label %good92, label %fail, !prof !0
good92:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t94 = load i64, ptr %countdown
  %t95 = sub i64 %t94, 1
  store i64 %t95, ptr %countdown
  %t96 = icmp slt i64 %t95, 0
  br i1 %t96, label %poll93, label %go93, !prof !1
poll93:
  %t97 = getelementptr i8, ptr %host, i64 24
  %t98 = load ptr, ptr %t97
  %t99 = call i64 %t98(ptr %host)
  %t100 = getelementptr i8, ptr %host, i64 16
  %t101 = load i64, ptr %t100
  store i64 %t101, ptr %countdown
  %t102 = icmp ne i64 %t99, 0
  br i1 %t102, label %fail, label %go93, !prof !1
go93:
  %t103 = load i64, ptr %v9
  store i64 %t103, ptr %v11
  %t104 = load i64, ptr %v9
  %t105 = add i64 %t104, 8
  %t106 = load i64, ptr %v1
  %t107 = add i64 %t106, -1
  %t108 = call i64 @llvm.smax.i64(i64 %t107, i64 0)
  %t109 = icmp sgt i64 %t105, %t108
  br i1 %t109, label %then110, label %done110, !prof !1
then110:
  br label %end5
done110:
  %t111 = load i64, ptr %v5
  %t112 = add i64 %t111, 0
  %t113 = load i64, ptr %v9
  %t114 = add i64 %t113, 1
  %t115 = load ptr, ptr %v0.data
  %t116 = add i64 %t112, 0
  %t117 = load i64, ptr %v0.dim1
  %t118 = mul i64 %t116, %t117
  %t119 = getelementptr double, ptr %t115, i64 %t118
  %t120 = add i64 %t114, 0
  %t121 = getelementptr double, ptr %t119, i64 %t120
  %t122 = add i64 %t112, 1
  %t123 = load i64, ptr %v0.dim1
  %t124 = mul i64 %t122, %t123
  %t125 = getelementptr double, ptr %t115, i64 %t124
  %t126 = add i64 %t114, 0
  %t127 = getelementptr double, ptr %t125, i64 %t126
  %t128 = add i64 %t112, 2
  %t129 = load i64, ptr %v0.dim1
  %t130 = mul i64 %t128, %t129
  %t131 = getelementptr double, ptr %t115, i64 %t130
  %t132 = add i64 %t114, 0
  %t133 = getelementptr double, ptr %t131, i64 %t132
  %t134 = add i64 %t112, 3
  %t135 = load i64, ptr %v0.dim1
  %t136 = mul i64 %t134, %t135
  %t137 = getelementptr double, ptr %t115, i64 %t136
  %t138 = add i64 %t114, 0
  %t139 = getelementptr double, ptr %t137, i64 %t138
  %t140 = load <4 x double>, ptr %t121, align 8
  %t141 = load <4 x double>, ptr %t127, align 8
  %t142 = load <4 x double>, ptr %t133, align 8
  %t143 = load <4 x double>, ptr %t139, align 8
  %t144 = shufflevector <4 x double> %t140, <4 x double> %t141, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t145 = shufflevector <4 x double> %t140, <4 x double> %t141, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t146 = shufflevector <4 x double> %t142, <4 x double> %t143, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t147 = shufflevector <4 x double> %t142, <4 x double> %t143, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t148 = shufflevector <4 x double> %t144, <4 x double> %t146, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t149 = shufflevector <4 x double> %t144, <4 x double> %t146, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t150 = shufflevector <4 x double> %t145, <4 x double> %t147, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t151 = shufflevector <4 x double> %t145, <4 x double> %t147, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t148, ptr %v12.0
  store <4 x double> %t150, ptr %v13.0
  store <4 x double> %t149, ptr %v14.0
  store <4 x double> %t151, ptr %v15.0
  %t152 = load i64, ptr %v5
  %t153 = add i64 %t152, 0
  %t154 = load i64, ptr %v9
  %t155 = add i64 %t154, 5
  %t156 = load ptr, ptr %v0.data
  %t157 = add i64 %t153, 0
  %t158 = load i64, ptr %v0.dim1
  %t159 = mul i64 %t157, %t158
  %t160 = getelementptr double, ptr %t156, i64 %t159
  %t161 = add i64 %t155, 0
  %t162 = getelementptr double, ptr %t160, i64 %t161
  %t163 = add i64 %t153, 1
  %t164 = load i64, ptr %v0.dim1
  %t165 = mul i64 %t163, %t164
  %t166 = getelementptr double, ptr %t156, i64 %t165
  %t167 = add i64 %t155, 0
  %t168 = getelementptr double, ptr %t166, i64 %t167
  %t169 = add i64 %t153, 2
  %t170 = load i64, ptr %v0.dim1
  %t171 = mul i64 %t169, %t170
  %t172 = getelementptr double, ptr %t156, i64 %t171
  %t173 = add i64 %t155, 0
  %t174 = getelementptr double, ptr %t172, i64 %t173
  %t175 = add i64 %t153, 3
  %t176 = load i64, ptr %v0.dim1
  %t177 = mul i64 %t175, %t176
  %t178 = getelementptr double, ptr %t156, i64 %t177
  %t179 = add i64 %t155, 0
  %t180 = getelementptr double, ptr %t178, i64 %t179
  %t181 = load <4 x double>, ptr %t162, align 8
  %t182 = load <4 x double>, ptr %t168, align 8
  %t183 = load <4 x double>, ptr %t174, align 8
  %t184 = load <4 x double>, ptr %t180, align 8
  %t185 = shufflevector <4 x double> %t181, <4 x double> %t182, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t186 = shufflevector <4 x double> %t181, <4 x double> %t182, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t187 = shufflevector <4 x double> %t183, <4 x double> %t184, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t188 = shufflevector <4 x double> %t183, <4 x double> %t184, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t189 = shufflevector <4 x double> %t185, <4 x double> %t187, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t190 = shufflevector <4 x double> %t185, <4 x double> %t187, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t191 = shufflevector <4 x double> %t186, <4 x double> %t188, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t192 = shufflevector <4 x double> %t186, <4 x double> %t188, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t189, ptr %v16.0
  store <4 x double> %t191, ptr %v17.0
  store <4 x double> %t190, ptr %v18.0
  store <4 x double> %t192, ptr %v19.0
  %t193 = load <4 x double>, ptr %v8.0
  %t194 = load <4 x double>, ptr %v12.0
  %t195 = fadd <4 x double> %t193, %t194
  store <4 x double> %t195, ptr %v21.0
  %t196 = load <4 x double>, ptr %v21.0
  %t197 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t196)
  %t198 = fcmp olt <4 x double> %t197, splat (double 0x7FF0000000000000)
  %t199 = sext <4 x i1> %t198 to <4 x i64>
  %t200 = xor <4 x i64> %t199, splat (i64 -1)
  %t201 = icmp slt <4 x i64> %t200, zeroinitializer
  %t202 = bitcast <4 x i1> %t201 to i4
  %t203 = icmp ne i4 %t202, 0
  %t204 = xor i1 %t203, true
  br i1 %t204, label %good205, label %fail, !prof !0
good205:
  %t206 = load <4 x double>, ptr %v21.0
  store <4 x double> %t206, ptr %v8.0
  %t207 = load i64, ptr %v9
  %t208 = add i64 %t207, 1
  store i64 %t208, ptr %v9
  %t209 = load <4 x double>, ptr %v21.0
  %t210 = load <4 x double>, ptr %v13.0
  %t211 = fadd <4 x double> %t209, %t210
  store <4 x double> %t211, ptr %v21.0
  %t212 = load <4 x double>, ptr %v21.0
  %t213 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t212)
  %t214 = fcmp olt <4 x double> %t213, splat (double 0x7FF0000000000000)
  %t215 = sext <4 x i1> %t214 to <4 x i64>
  %t216 = xor <4 x i64> %t215, splat (i64 -1)
  %t217 = icmp slt <4 x i64> %t216, zeroinitializer
  %t218 = bitcast <4 x i1> %t217 to i4
  %t219 = icmp ne i4 %t218, 0
  %t220 = xor i1 %t219, true
  br i1 %t220, label %good221, label %fail, !prof !0
good221:
  %t222 = load <4 x double>, ptr %v21.0
  store <4 x double> %t222, ptr %v8.0
  %t223 = load i64, ptr %v11
  %t224 = add i64 %t223, 2
  store i64 %t224, ptr %v9
  %t225 = load <4 x double>, ptr %v21.0
  %t226 = load <4 x double>, ptr %v14.0
  %t227 = fadd <4 x double> %t225, %t226
  store <4 x double> %t227, ptr %v21.0
  %t228 = load <4 x double>, ptr %v21.0
  %t229 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t228)
  %t230 = fcmp olt <4 x double> %t229, splat (double 0x7FF0000000000000)
  %t231 = sext <4 x i1> %t230 to <4 x i64>
  %t232 = xor <4 x i64> %t231, splat (i64 -1)
  %t233 = icmp slt <4 x i64> %t232, zeroinitializer
  %t234 = bitcast <4 x i1> %t233 to i4
  %t235 = icmp ne i4 %t234, 0
  %t236 = xor i1 %t235, true
  br i1 %t236, label %good237, label %fail, !prof !0
good237:
  %t238 = load <4 x double>, ptr %v21.0
  store <4 x double> %t238, ptr %v8.0
  %t239 = load i64, ptr %v11
  %t240 = add i64 %t239, 3
  store i64 %t240, ptr %v9
  %t241 = load <4 x double>, ptr %v21.0
  %t242 = load <4 x double>, ptr %v15.0
  %t243 = fadd <4 x double> %t241, %t242
  store <4 x double> %t243, ptr %v21.0
  %t244 = load <4 x double>, ptr %v21.0
  %t245 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t244)
  %t246 = fcmp olt <4 x double> %t245, splat (double 0x7FF0000000000000)
  %t247 = sext <4 x i1> %t246 to <4 x i64>
  %t248 = xor <4 x i64> %t247, splat (i64 -1)
  %t249 = icmp slt <4 x i64> %t248, zeroinitializer
  %t250 = bitcast <4 x i1> %t249 to i4
  %t251 = icmp ne i4 %t250, 0
  %t252 = xor i1 %t251, true
  br i1 %t252, label %good253, label %fail, !prof !0
good253:
  %t254 = load <4 x double>, ptr %v21.0
  store <4 x double> %t254, ptr %v8.0
  %t255 = load i64, ptr %v11
  %t256 = add i64 %t255, 4
  store i64 %t256, ptr %v9
  %t257 = load <4 x double>, ptr %v21.0
  %t258 = load <4 x double>, ptr %v16.0
  %t259 = fadd <4 x double> %t257, %t258
  store <4 x double> %t259, ptr %v21.0
  %t260 = load <4 x double>, ptr %v21.0
  %t261 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t260)
  %t262 = fcmp olt <4 x double> %t261, splat (double 0x7FF0000000000000)
  %t263 = sext <4 x i1> %t262 to <4 x i64>
  %t264 = xor <4 x i64> %t263, splat (i64 -1)
  %t265 = icmp slt <4 x i64> %t264, zeroinitializer
  %t266 = bitcast <4 x i1> %t265 to i4
  %t267 = icmp ne i4 %t266, 0
  %t268 = xor i1 %t267, true
  br i1 %t268, label %good269, label %fail, !prof !0
good269:
  %t270 = load <4 x double>, ptr %v21.0
  store <4 x double> %t270, ptr %v8.0
  %t271 = load i64, ptr %v11
  %t272 = add i64 %t271, 5
  store i64 %t272, ptr %v9
  %t273 = load <4 x double>, ptr %v21.0
  %t274 = load <4 x double>, ptr %v17.0
  %t275 = fadd <4 x double> %t273, %t274
  store <4 x double> %t275, ptr %v21.0
  %t276 = load <4 x double>, ptr %v21.0
  %t277 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t276)
  %t278 = fcmp olt <4 x double> %t277, splat (double 0x7FF0000000000000)
  %t279 = sext <4 x i1> %t278 to <4 x i64>
  %t280 = xor <4 x i64> %t279, splat (i64 -1)
  %t281 = icmp slt <4 x i64> %t280, zeroinitializer
  %t282 = bitcast <4 x i1> %t281 to i4
  %t283 = icmp ne i4 %t282, 0
  %t284 = xor i1 %t283, true
  br i1 %t284, label %good285, label %fail, !prof !0
good285:
  %t286 = load <4 x double>, ptr %v21.0
  store <4 x double> %t286, ptr %v8.0
  %t287 = load i64, ptr %v11
  %t288 = add i64 %t287, 6
  store i64 %t288, ptr %v9
  %t289 = load <4 x double>, ptr %v21.0
  %t290 = load <4 x double>, ptr %v18.0
  %t291 = fadd <4 x double> %t289, %t290
  store <4 x double> %t291, ptr %v21.0
  %t292 = load <4 x double>, ptr %v21.0
  %t293 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t292)
  %t294 = fcmp olt <4 x double> %t293, splat (double 0x7FF0000000000000)
  %t295 = sext <4 x i1> %t294 to <4 x i64>
  %t296 = xor <4 x i64> %t295, splat (i64 -1)
  %t297 = icmp slt <4 x i64> %t296, zeroinitializer
  %t298 = bitcast <4 x i1> %t297 to i4
  %t299 = icmp ne i4 %t298, 0
  %t300 = xor i1 %t299, true
  br i1 %t300, label %good301, label %fail, !prof !0
good301:
  %t302 = load <4 x double>, ptr %v21.0
  store <4 x double> %t302, ptr %v8.0
  %t303 = load i64, ptr %v11
  %t304 = add i64 %t303, 7
  store i64 %t304, ptr %v9
  %t305 = load <4 x double>, ptr %v21.0
  %t306 = load <4 x double>, ptr %v19.0
  %t307 = fadd <4 x double> %t305, %t306
  store <4 x double> %t307, ptr %v21.0
  %t308 = load <4 x double>, ptr %v21.0
  %t309 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t308)
  %t310 = fcmp olt <4 x double> %t309, splat (double 0x7FF0000000000000)
  %t311 = sext <4 x i1> %t310 to <4 x i64>
  %t312 = xor <4 x i64> %t311, splat (i64 -1)
  %t313 = icmp slt <4 x i64> %t312, zeroinitializer
  %t314 = bitcast <4 x i1> %t313 to i4
  %t315 = icmp ne i4 %t314, 0
  %t316 = xor i1 %t315, true
  br i1 %t316, label %good317, label %fail, !prof !0
good317:
  %t318 = load <4 x double>, ptr %v21.0
  store <4 x double> %t318, ptr %v8.0
  %t319 = load i64, ptr %v11
  %t320 = add i64 %t319, 8
  store i64 %t320, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t322 = load i64, ptr %countdown
  %t323 = sub i64 %t322, 1
  store i64 %t323, ptr %countdown
  %t324 = icmp slt i64 %t323, 0
  br i1 %t324, label %poll321, label %go321, !prof !1
poll321:
  %t325 = getelementptr i8, ptr %host, i64 24
  %t326 = load ptr, ptr %t325
  %t327 = call i64 %t326(ptr %host)
  %t328 = getelementptr i8, ptr %host, i64 16
  %t329 = load i64, ptr %t328
  store i64 %t329, ptr %countdown
  %t330 = icmp ne i64 %t327, 0
  br i1 %t330, label %fail, label %go321, !prof !1
go321:
  %t331 = load i64, ptr %v9
  %t332 = load i64, ptr %v1
  %t333 = add i64 %t332, -1
  %t334 = call i64 @llvm.smax.i64(i64 %t333, i64 0)
  %t335 = icmp sge i64 %t331, %t334
  br i1 %t335, label %then336, label %done336, !prof !1
then336:
  br label %end3
done336:
  %t337 = load i64, ptr %v5
  %t338 = add i64 %t337, 0
  %t339 = load i64, ptr %v9
  %t340 = add i64 %t339, 1
  %t341 = load ptr, ptr %v0.data
  %t342 = add i64 %t338, 0
  %t343 = load i64, ptr %v0.dim1
  %t344 = mul i64 %t342, %t343
  %t345 = getelementptr double, ptr %t341, i64 %t344
  %t346 = add i64 %t340, 0
  %t347 = getelementptr double, ptr %t345, i64 %t346
  %t348 = add i64 %t338, 1
  %t349 = load i64, ptr %v0.dim1
  %t350 = mul i64 %t348, %t349
  %t351 = getelementptr double, ptr %t341, i64 %t350
  %t352 = add i64 %t340, 0
  %t353 = getelementptr double, ptr %t351, i64 %t352
  %t354 = add i64 %t338, 2
  %t355 = load i64, ptr %v0.dim1
  %t356 = mul i64 %t354, %t355
  %t357 = getelementptr double, ptr %t341, i64 %t356
  %t358 = add i64 %t340, 0
  %t359 = getelementptr double, ptr %t357, i64 %t358
  %t360 = add i64 %t338, 3
  %t361 = load i64, ptr %v0.dim1
  %t362 = mul i64 %t360, %t361
  %t363 = getelementptr double, ptr %t341, i64 %t362
  %t364 = add i64 %t340, 0
  %t365 = getelementptr double, ptr %t363, i64 %t364
  %t366 = load double, ptr %t347, align 8
  %t367 = insertelement <4 x double> poison, double %t366, i64 0
  %t368 = load double, ptr %t353, align 8
  %t369 = insertelement <4 x double> %t367, double %t368, i64 1
  %t370 = load double, ptr %t359, align 8
  %t371 = insertelement <4 x double> %t369, double %t370, i64 2
  %t372 = load double, ptr %t365, align 8
  %t373 = insertelement <4 x double> %t371, double %t372, i64 3
  store <4 x double> %t373, ptr %v22.0
  %t374 = load <4 x double>, ptr %v8.0
  %t375 = load <4 x double>, ptr %v22.0
  %t376 = fadd <4 x double> %t374, %t375
  store <4 x double> %t376, ptr %v21.0
  %t377 = load <4 x double>, ptr %v21.0
  %t378 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t377)
  %t379 = fcmp olt <4 x double> %t378, splat (double 0x7FF0000000000000)
  %t380 = sext <4 x i1> %t379 to <4 x i64>
  %t381 = xor <4 x i64> %t380, splat (i64 -1)
  %t382 = icmp slt <4 x i64> %t381, zeroinitializer
  %t383 = bitcast <4 x i1> %t382 to i4
  %t384 = icmp ne i4 %t383, 0
  %t385 = xor i1 %t384, true
  br i1 %t385, label %good386, label %fail, !prof !0
good386:
  %t387 = load <4 x double>, ptr %v21.0
  store <4 x double> %t387, ptr %v8.0
  %t388 = load i64, ptr %v9
  %t389 = add i64 %t388, 1
  store i64 %t389, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t390 = load <4 x double>, ptr %v8.0
  %t391 = load i64, ptr %v5
  %t392 = add i64 %t391, 0
  %t393 = add i64 %t392, 0
  %t394 = load ptr, ptr %v2.data
  %t395 = getelementptr double, ptr %t394, i64 %t393
  store <4 x double> %t390, ptr %t395, align 8
  %t396 = load i64, ptr %v5
  %t397 = add i64 %t396, 4
  store i64 %t397, ptr %v5
  br label %next4
end4:
  %t398 = load i64, ptr %v5
  ret i64 %t398
fail:
  %t399 = load i64, ptr %exit_id
  switch i64 %t399, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t400 = load i64, ptr %s5
  ret i64 %t400
}

declare double @llvm.fabs.f64(double) nounwind
declare <4 x double> @llvm.fabs.v4f64(<4 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
