target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="128" "stackrealign" {
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
  %v6.0 = alloca <2 x i64>
  %v7.0 = alloca <2 x i64>
  %v8.0 = alloca <2 x i64>
  %v9.0 = alloca <2 x i64>
  %v10.0 = alloca <2 x i64>
  %v11.0 = alloca <2 x i64>
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x i64>
  %v16.0 = alloca <2 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <2 x i64>
  %v19.0 = alloca <2 x i64>
  %v20 = alloca i64
  %v21.0 = alloca <2 x double>
  %v22.0 = alloca <2 x i64>
  %v23.0 = alloca <2 x i64>
  %v24.0 = alloca <2 x i64>
  %v25.0 = alloca <2 x double>
  %v26.0 = alloca <2 x i64>
  %v27.0 = alloca <2 x i64>
  %v28 = alloca i64
  %v29.0 = alloca <2 x i64>
  %v30.0 = alloca <2 x i64>
  %v31.0 = alloca <2 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %elsewhere = alloca [2 x i64]
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
  store <2 x i64> splat (i64 0), ptr %v6.0
  store <2 x i64> splat (i64 0), ptr %v11.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <2 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <2 x i64> splat (i64 0), ptr %v7.0
  store <2 x i64> splat (i64 0), ptr %v8.0
  br label %next8
next8:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
  store i64 8, ptr %exit_id
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
  %t36 = load <2 x i64>, ptr %v8.0
  %t37 = load <2 x i64>, ptr %v7.0
  %t38 = xor <2 x i64> %t37, splat (i64 -1)
  %t39 = and <2 x i64> %t36, %t38
  store <2 x i64> %t39, ptr %v9.0
  %t40 = load <2 x i64>, ptr %v9.0
  %t41 = icmp slt <2 x i64> %t40, zeroinitializer
  %t42 = bitcast <2 x i1> %t41 to i2
  %t43 = icmp ne i2 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <2 x i64>, ptr %v9.0
  %t46 = load <2 x i64>, ptr %v15.0
  %t47 = load <2 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <2 x i64> %t47
  %t50 = icmp slt <2 x i64> %t45, zeroinitializer
  %t51 = insertelement <2 x ptr> poison, ptr %elsewhere, i64 0
  %t52 = shufflevector <2 x ptr> %t51, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t53 = select <2 x i1> %t50, <2 x ptr> %t49, <2 x ptr> %t52
  %t54 = extractelement <2 x ptr> %t53, i64 0
  %t55 = extractelement <2 x i64> %t46, i64 0
  %t56 = getelementptr i64, ptr %t54, i64 0
  store i64 %t55, ptr %t56, align 8
  %t57 = extractelement <2 x ptr> %t53, i64 1
  %t58 = extractelement <2 x i64> %t46, i64 1
  %t59 = getelementptr i64, ptr %t57, i64 0
  store i64 %t58, ptr %t59, align 8
  br label %done44
done44:
  %t60 = load <2 x i64>, ptr %v7.0
  %t61 = xor <2 x i64> %t60, splat (i64 -1)
  %t62 = load i64, ptr %v5
  %t63 = insertelement <2 x i64> poison, i64 %t62, i64 0
  %t64 = shufflevector <2 x i64> %t63, <2 x i64> poison, <2 x i32> zeroinitializer
  %t65 = icmp slt <2 x i64> %t61, zeroinitializer
  %t66 = zext <2 x i1> %t65 to <2 x i64>
  %t67 = shufflevector <2 x i64> %t66, <2 x i64> zeroinitializer, <2 x i32> <i32 2, i32 0>
  %t68 = add <2 x i64> %t66, %t67
  %t69 = sub <2 x i64> %t68, %t66
  %t70 = insertelement <2 x i64> poison, i64 0, i64 0
  %t71 = shufflevector <2 x i64> %t70, <2 x i64> poison, <2 x i32> zeroinitializer
  %t72 = add <2 x i64> %t69, %t71
  %t73 = icmp slt <2 x i64> %t61, zeroinitializer
  %t74 = bitcast <2 x i1> %t73 to i2
  %t75 = zext i2 %t74 to i32
  %t76 = call i32 @llvm.ctpop.i32(i32 %t75)
  %t77 = zext i32 %t76 to i64
  %t78 = add i64 0, %t77
  %t79 = add <2 x i64> %t64, %t72
  %t80 = load <2 x i64>, ptr %v6.0
  %t81 = icmp slt <2 x i64> %t61, zeroinitializer
  %t82 = select <2 x i1> %t81, <2 x i64> %t79, <2 x i64> %t80
  store <2 x i64> %t82, ptr %v6.0
  %t83 = load <2 x i64>, ptr %v7.0
  %t84 = xor <2 x i64> %t83, splat (i64 -1)
  %t85 = load <2 x i64>, ptr %v6.0
  %t86 = load i64, ptr %v4
  %t87 = insertelement <2 x i64> poison, i64 %t86, i64 0
  %t88 = shufflevector <2 x i64> %t87, <2 x i64> poison, <2 x i32> zeroinitializer
  %t89 = icmp slt <2 x i64> %t85, %t88
  %t90 = sext <2 x i1> %t89 to <2 x i64>
  %t91 = and <2 x i64> %t84, %t90
  store <2 x i64> %t91, ptr %v10.0
  %t92 = load i64, ptr %v5
  %t93 = load <2 x i64>, ptr %v10.0
  %t94 = icmp slt <2 x i64> %t93, zeroinitializer
  %t95 = bitcast <2 x i1> %t94 to i2
  %t96 = zext i2 %t95 to i32
  %t97 = call i32 @llvm.ctpop.i32(i32 %t96)
  %t98 = zext i32 %t97 to i64
  %t99 = add i64 %t92, %t98
  store i64 %t99, ptr %v5
  %t100 = load <2 x i64>, ptr %v7.0
  %t101 = load <2 x i64>, ptr %v10.0
  %t102 = or <2 x i64> %t100, %t101
  store <2 x i64> %t102, ptr %v8.0
  %t103 = load <2 x i64>, ptr %v8.0
  %t104 = icmp slt <2 x i64> %t103, zeroinitializer
  %t105 = bitcast <2 x i1> %t104 to i2
  %t106 = icmp ne i2 %t105, 0
  %t107 = xor i1 %t106, true
  br i1 %t107, label %then108, label %done108, !prof !1
then108:
  br label %end8
done108:
  %t109 = load <2 x i64>, ptr %v10.0
  %t110 = icmp slt <2 x i64> %t109, zeroinitializer
  %t111 = bitcast <2 x i1> %t110 to i2
  %t112 = icmp ne i2 %t111, 0
  br i1 %t112, label %then113, label %done113, !prof !0
then113:
  %t114 = load <2 x i64>, ptr %v10.0
  %t115 = load <2 x i64>, ptr %v6.0
  %t116 = load ptr, ptr %v0.data
  %t117 = getelementptr double, ptr %t116, <2 x i64> %t115
  %t118 = icmp slt <2 x i64> %t114, zeroinitializer
  %t119 = insertelement <2 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t120 = shufflevector <2 x ptr> %t119, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t121 = select <2 x i1> %t118, <2 x ptr> %t117, <2 x ptr> %t120
  %t122 = extractelement <2 x ptr> %t121, i64 0
  %t123 = extractelement <2 x ptr> %t121, i64 1
  %t124 = getelementptr double, ptr %t122, i64 0
  %t125 = getelementptr double, ptr %t123, i64 0
  %t126 = load double, ptr %t124, align 8
  %t127 = insertelement <2 x double> poison, double %t126, i64 0
  %t128 = load double, ptr %t125, align 8
  %t129 = insertelement <2 x double> %t127, double %t128, i64 1
  store <2 x double> %t129, ptr %v12.0
  %t130 = load <2 x i64>, ptr %v10.0
  %t131 = load <2 x double>, ptr %v12.0
  %t132 = load <2 x double>, ptr %v13.0
  %t133 = icmp slt <2 x i64> %t130, zeroinitializer
  %t134 = select <2 x i1> %t133, <2 x double> %t131, <2 x double> %t132
  store <2 x double> %t134, ptr %v13.0
  %t135 = load <2 x i64>, ptr %v10.0
  %t136 = load <2 x double>, ptr %v14.0
  %t137 = icmp slt <2 x i64> %t135, zeroinitializer
  %t138 = select <2 x i1> %t137, <2 x double> splat (double 0x0000000000000000), <2 x double> %t136
  store <2 x double> %t138, ptr %v14.0
  %t139 = load <2 x i64>, ptr %v10.0
  %t140 = load <2 x i64>, ptr %v15.0
  %t141 = icmp slt <2 x i64> %t139, zeroinitializer
  %t142 = select <2 x i1> %t141, <2 x i64> splat (i64 0), <2 x i64> %t140
  store <2 x i64> %t142, ptr %v15.0
  %t143 = load <2 x i64>, ptr %v11.0
  %t144 = load <2 x i64>, ptr %v10.0
  %t145 = xor <2 x i64> %t144, splat (i64 -1)
  %t146 = and <2 x i64> %t143, %t145
  %t147 = or <2 x i64> %t146, %t144
  store <2 x i64> %t147, ptr %v11.0
  %t148 = load <2 x i64>, ptr %v7.0
  %t149 = load <2 x i64>, ptr %v10.0
  %t150 = or <2 x i64> %t148, %t149
  store <2 x i64> %t150, ptr %v7.0
  br label %done113
done113:
  store i64 0, ptr %v17
  store <2 x i64> splat (i64 0), ptr %v18.0
  br label %next9
next9:
  %t152 = load i64, ptr %countdown
  %t153 = sub i64 %t152, 1
  store i64 %t153, ptr %countdown
  %t154 = icmp slt i64 %t153, 0
  br i1 %t154, label %poll151, label %go151, !prof !1
poll151:
  %t155 = getelementptr i8, ptr %host, i64 24
  %t156 = load ptr, ptr %t155
  %t157 = call i64 %t156(ptr %host, ptr null, i64 0)
  %t158 = getelementptr i8, ptr %host, i64 16
  %t159 = load i64, ptr %t158
  store i64 %t159, ptr %countdown
  %t160 = icmp ne i64 %t157, 0
  br i1 %t160, label %fail, label %go151, !prof !1
go151:
  %t161 = load <2 x i64>, ptr %v7.0
  %t162 = load <2 x i64>, ptr %v18.0
  %t163 = xor <2 x i64> %t162, splat (i64 -1)
  %t164 = and <2 x i64> %t161, %t163
  store <2 x i64> %t164, ptr %v19.0
  %t165 = load i64, ptr %v5
  %t166 = load i64, ptr %v4
  %t167 = icmp slt i64 %t165, %t166
  %t168 = load <2 x i64>, ptr %v7.0
  %t169 = icmp slt <2 x i64> %t168, zeroinitializer
  %t170 = bitcast <2 x i1> %t169 to i2
  %t171 = zext i2 %t170 to i32
  %t172 = call i32 @llvm.ctpop.i32(i32 %t171)
  %t173 = zext i32 %t172 to i64
  %t174 = select i1 %t167, i64 2, i64 %t173
  %t175 = load <2 x i64>, ptr %v19.0
  %t176 = icmp slt <2 x i64> %t175, zeroinitializer
  %t177 = bitcast <2 x i1> %t176 to i2
  %t178 = zext i2 %t177 to i32
  %t179 = call i32 @llvm.ctpop.i32(i32 %t178)
  %t180 = zext i32 %t179 to i64
  %t181 = sub i64 %t174, %t180
  store i64 %t181, ptr %v20
  %t182 = load i64, ptr %v17
  %t183 = load i64, ptr %v20
  %t184 = add i64 %t182, %t183
  store i64 %t184, ptr %v17
  %t185 = load i64, ptr %v17
  %t186 = icmp slt i64 %t185, 1
  %t187 = load <2 x i64>, ptr %v19.0
  %t188 = icmp slt <2 x i64> %t187, zeroinitializer
  %t189 = bitcast <2 x i1> %t188 to i2
  %t190 = zext i2 %t189 to i32
  %t191 = call i32 @llvm.ctpop.i32(i32 %t190)
  %t192 = zext i32 %t191 to i64
  %t193 = icmp sgt i64 %t192, 0
  %t194 = and i1 %t186, %t193
  br i1 %t194, label %then195, label %done195, !prof !0
then195:
  br label %next10
next10:
  %t197 = load i64, ptr %countdown
  %t198 = sub i64 %t197, 1
  store i64 %t198, ptr %countdown
  %t199 = icmp slt i64 %t198, 0
  br i1 %t199, label %poll196, label %go196, !prof !1
poll196:
  %t200 = getelementptr i8, ptr %host, i64 24
  %t201 = load ptr, ptr %t200
  %t202 = call i64 %t201(ptr %host, ptr null, i64 0)
  %t203 = getelementptr i8, ptr %host, i64 16
  %t204 = load i64, ptr %t203
  store i64 %t204, ptr %countdown
  %t205 = icmp ne i64 %t202, 0
  br i1 %t205, label %fail, label %go196, !prof !1
go196:
  %t206 = load <2 x double>, ptr %v14.0
  store <2 x double> %t206, ptr %v21.0
  %t207 = load <2 x i64>, ptr %v15.0
  store <2 x i64> %t207, ptr %v22.0
  store <2 x i64> splat (i64 -1), ptr %v23.0
  %t208 = load <2 x double>, ptr %v14.0
  %t209 = fcmp olt <2 x double> %t208, splat (double 0x4010000000000000)
  %t210 = sext <2 x i1> %t209 to <2 x i64>
  %t211 = and <2 x i64> %t210, splat (i64 -1)
  store <2 x i64> %t211, ptr %v23.0
  %t212 = load <2 x i64>, ptr %v23.0
  %t213 = load i64, ptr %v1
  %t214 = icmp sge i64 %t213, -9223372036854775801
  %t215 = sext i1 %t214 to i64
  %t216 = insertelement <2 x i64> poison, i64 %t215, i64 0
  %t217 = shufflevector <2 x i64> %t216, <2 x i64> poison, <2 x i32> zeroinitializer
  %t218 = load <2 x i64>, ptr %v15.0
  %t219 = add i64 %t213, -7
  %t220 = insertelement <2 x i64> poison, i64 %t219, i64 0
  %t221 = shufflevector <2 x i64> %t220, <2 x i64> poison, <2 x i32> zeroinitializer
  %t222 = icmp slt <2 x i64> %t218, %t221
  %t223 = sext <2 x i1> %t222 to <2 x i64>
  %t224 = and <2 x i64> %t217, %t223
  %t225 = and <2 x i64> %t212, %t224
  store <2 x i64> %t225, ptr %v23.0
  %t226 = load <2 x double>, ptr %v14.0
  %t227 = fmul <2 x double> %t226, %t226
  %t228 = load <2 x double>, ptr %v13.0
  %t229 = fadd <2 x double> %t227, %t228
  store <2 x double> %t229, ptr %v14.0
  %t230 = load <2 x i64>, ptr %v15.0
  %t231 = add <2 x i64> %t230, splat (i64 1)
  store <2 x i64> %t231, ptr %v15.0
  %t232 = load <2 x i64>, ptr %v23.0
  %t233 = load <2 x double>, ptr %v14.0
  %t234 = fcmp olt <2 x double> %t233, splat (double 0x4010000000000000)
  %t235 = sext <2 x i1> %t234 to <2 x i64>
  %t236 = and <2 x i64> %t232, %t235
  store <2 x i64> %t236, ptr %v23.0
  %t237 = load <2 x double>, ptr %v14.0
  %t238 = fmul <2 x double> %t237, %t237
  %t239 = load <2 x double>, ptr %v13.0
  %t240 = fadd <2 x double> %t238, %t239
  store <2 x double> %t240, ptr %v14.0
  %t241 = load <2 x i64>, ptr %v15.0
  %t242 = add <2 x i64> %t241, splat (i64 1)
  store <2 x i64> %t242, ptr %v15.0
  %t243 = load <2 x i64>, ptr %v23.0
  %t244 = load <2 x double>, ptr %v14.0
  %t245 = fcmp olt <2 x double> %t244, splat (double 0x4010000000000000)
  %t246 = sext <2 x i1> %t245 to <2 x i64>
  %t247 = and <2 x i64> %t243, %t246
  store <2 x i64> %t247, ptr %v23.0
  %t248 = load <2 x double>, ptr %v14.0
  %t249 = fmul <2 x double> %t248, %t248
  %t250 = load <2 x double>, ptr %v13.0
  %t251 = fadd <2 x double> %t249, %t250
  store <2 x double> %t251, ptr %v14.0
  %t252 = load <2 x i64>, ptr %v15.0
  %t253 = add <2 x i64> %t252, splat (i64 1)
  store <2 x i64> %t253, ptr %v15.0
  %t254 = load <2 x i64>, ptr %v23.0
  %t255 = load <2 x double>, ptr %v14.0
  %t256 = fcmp olt <2 x double> %t255, splat (double 0x4010000000000000)
  %t257 = sext <2 x i1> %t256 to <2 x i64>
  %t258 = and <2 x i64> %t254, %t257
  store <2 x i64> %t258, ptr %v23.0
  %t259 = load <2 x double>, ptr %v14.0
  %t260 = fmul <2 x double> %t259, %t259
  %t261 = load <2 x double>, ptr %v13.0
  %t262 = fadd <2 x double> %t260, %t261
  store <2 x double> %t262, ptr %v14.0
  %t263 = load <2 x i64>, ptr %v15.0
  %t264 = add <2 x i64> %t263, splat (i64 1)
  store <2 x i64> %t264, ptr %v15.0
  %t265 = load <2 x i64>, ptr %v23.0
  %t266 = load <2 x double>, ptr %v14.0
  %t267 = fcmp olt <2 x double> %t266, splat (double 0x4010000000000000)
  %t268 = sext <2 x i1> %t267 to <2 x i64>
  %t269 = and <2 x i64> %t265, %t268
  store <2 x i64> %t269, ptr %v23.0
  %t270 = load <2 x double>, ptr %v14.0
  %t271 = fmul <2 x double> %t270, %t270
  %t272 = load <2 x double>, ptr %v13.0
  %t273 = fadd <2 x double> %t271, %t272
  store <2 x double> %t273, ptr %v14.0
  %t274 = load <2 x i64>, ptr %v15.0
  %t275 = add <2 x i64> %t274, splat (i64 1)
  store <2 x i64> %t275, ptr %v15.0
  %t276 = load <2 x i64>, ptr %v23.0
  %t277 = load <2 x double>, ptr %v14.0
  %t278 = fcmp olt <2 x double> %t277, splat (double 0x4010000000000000)
  %t279 = sext <2 x i1> %t278 to <2 x i64>
  %t280 = and <2 x i64> %t276, %t279
  store <2 x i64> %t280, ptr %v23.0
  %t281 = load <2 x double>, ptr %v14.0
  %t282 = fmul <2 x double> %t281, %t281
  %t283 = load <2 x double>, ptr %v13.0
  %t284 = fadd <2 x double> %t282, %t283
  store <2 x double> %t284, ptr %v14.0
  %t285 = load <2 x i64>, ptr %v15.0
  %t286 = add <2 x i64> %t285, splat (i64 1)
  store <2 x i64> %t286, ptr %v15.0
  %t287 = load <2 x i64>, ptr %v23.0
  %t288 = load <2 x double>, ptr %v14.0
  %t289 = fcmp olt <2 x double> %t288, splat (double 0x4010000000000000)
  %t290 = sext <2 x i1> %t289 to <2 x i64>
  %t291 = and <2 x i64> %t287, %t290
  store <2 x i64> %t291, ptr %v23.0
  %t292 = load <2 x double>, ptr %v14.0
  %t293 = fmul <2 x double> %t292, %t292
  %t294 = load <2 x double>, ptr %v13.0
  %t295 = fadd <2 x double> %t293, %t294
  store <2 x double> %t295, ptr %v14.0
  %t296 = load <2 x i64>, ptr %v15.0
  %t297 = add <2 x i64> %t296, splat (i64 1)
  store <2 x i64> %t297, ptr %v15.0
  %t298 = load <2 x i64>, ptr %v23.0
  %t299 = load <2 x double>, ptr %v14.0
  %t300 = fcmp olt <2 x double> %t299, splat (double 0x4010000000000000)
  %t301 = sext <2 x i1> %t300 to <2 x i64>
  %t302 = and <2 x i64> %t298, %t301
  store <2 x i64> %t302, ptr %v23.0
  %t303 = load <2 x double>, ptr %v14.0
  %t304 = fmul <2 x double> %t303, %t303
  %t305 = load <2 x double>, ptr %v13.0
  %t306 = fadd <2 x double> %t304, %t305
  store <2 x double> %t306, ptr %v14.0
  %t307 = load <2 x i64>, ptr %v15.0
  %t308 = add <2 x i64> %t307, splat (i64 1)
  store <2 x i64> %t308, ptr %v15.0
  %t309 = load <2 x i64>, ptr %v19.0
  %t310 = load <2 x i64>, ptr %v23.0
  %t311 = xor <2 x i64> %t310, splat (i64 -1)
  %t312 = and <2 x i64> %t309, %t311
  %t313 = icmp slt <2 x i64> %t312, zeroinitializer
  %t314 = bitcast <2 x i1> %t313 to i2
  %t315 = icmp ne i2 %t314, 0
  br i1 %t315, label %then316, label %else316, !prof !1
then316:
  %t317 = load <2 x i64>, ptr %v19.0
  %t318 = load <2 x i64>, ptr %v23.0
  %t319 = and <2 x i64> %t317, %t318
  %t320 = load <2 x double>, ptr %v14.0
  %t321 = load <2 x double>, ptr %v21.0
  %t322 = icmp slt <2 x i64> %t319, zeroinitializer
  %t323 = select <2 x i1> %t322, <2 x double> %t320, <2 x double> %t321
  store <2 x double> %t323, ptr %v14.0
  %t324 = load <2 x i64>, ptr %v19.0
  %t325 = load <2 x i64>, ptr %v23.0
  %t326 = and <2 x i64> %t324, %t325
  %t327 = load <2 x i64>, ptr %v15.0
  %t328 = load <2 x i64>, ptr %v22.0
  %t329 = icmp slt <2 x i64> %t326, zeroinitializer
  %t330 = select <2 x i1> %t329, <2 x i64> %t327, <2 x i64> %t328
  store <2 x i64> %t330, ptr %v15.0
  %t331 = load <2 x i64>, ptr %v18.0
  %t332 = load <2 x i64>, ptr %v19.0
  %t333 = load <2 x i64>, ptr %v23.0
  %t334 = xor <2 x i64> %t333, splat (i64 -1)
  %t335 = and <2 x i64> %t332, %t334
  %t336 = or <2 x i64> %t331, %t335
  store <2 x i64> %t336, ptr %v18.0
  br label %next9
else316:
  %t337 = load <2 x i64>, ptr %v19.0
  %t338 = load <2 x double>, ptr %v14.0
  %t339 = load <2 x double>, ptr %v21.0
  %t340 = icmp slt <2 x i64> %t337, zeroinitializer
  %t341 = select <2 x i1> %t340, <2 x double> %t338, <2 x double> %t339
  store <2 x double> %t341, ptr %v14.0
  %t342 = load <2 x i64>, ptr %v19.0
  %t343 = load <2 x i64>, ptr %v15.0
  %t344 = load <2 x i64>, ptr %v22.0
  %t345 = icmp slt <2 x i64> %t342, zeroinitializer
  %t346 = select <2 x i1> %t345, <2 x i64> %t343, <2 x i64> %t344
  store <2 x i64> %t346, ptr %v15.0
  br label %done316
done316:
  %t347 = load i64, ptr %v17
  %t348 = load i64, ptr %v20
  %t349 = add i64 %t347, %t348
  store i64 %t349, ptr %v17
  %t350 = load i64, ptr %v17
  %t351 = icmp sge i64 %t350, 1
  br i1 %t351, label %then352, label %done352, !prof !1
then352:
  br label %end10
done352:
  br label %next10
end10:
  br label %done195
done195:
  store <2 x i64> splat (i64 0), ptr %v24.0
  %t353 = load <2 x double>, ptr %v14.0
  store <2 x double> %t353, ptr %v25.0
  %t354 = load <2 x i64>, ptr %v15.0
  store <2 x i64> %t354, ptr %v26.0
  %t355 = load <2 x i64>, ptr %v7.0
  %t356 = and <2 x i64> %t355, splat (i64 -1)
  store <2 x i64> %t356, ptr %v27.0
  %t357 = load <2 x i64>, ptr %v27.0
  %t358 = load <2 x double>, ptr %v14.0
  %t359 = fcmp olt <2 x double> %t358, splat (double 0x4010000000000000)
  %t360 = sext <2 x i1> %t359 to <2 x i64>
  %t361 = and <2 x i64> %t357, %t360
  store <2 x i64> %t361, ptr %v27.0
  %t362 = load <2 x i64>, ptr %v27.0
  %t363 = load i64, ptr %v1
  %t364 = icmp sge i64 %t363, -9223372036854775801
  %t365 = sext i1 %t364 to i64
  %t366 = insertelement <2 x i64> poison, i64 %t365, i64 0
  %t367 = shufflevector <2 x i64> %t366, <2 x i64> poison, <2 x i32> zeroinitializer
  %t368 = load <2 x i64>, ptr %v15.0
  %t369 = add i64 %t363, -7
  %t370 = insertelement <2 x i64> poison, i64 %t369, i64 0
  %t371 = shufflevector <2 x i64> %t370, <2 x i64> poison, <2 x i32> zeroinitializer
  %t372 = icmp slt <2 x i64> %t368, %t371
  %t373 = sext <2 x i1> %t372 to <2 x i64>
  %t374 = and <2 x i64> %t367, %t373
  %t375 = and <2 x i64> %t362, %t374
  store <2 x i64> %t375, ptr %v27.0
  %t376 = load <2 x double>, ptr %v14.0
  %t377 = fmul <2 x double> %t376, %t376
  %t378 = load <2 x double>, ptr %v13.0
  %t379 = fadd <2 x double> %t377, %t378
  store <2 x double> %t379, ptr %v14.0
  %t380 = load <2 x i64>, ptr %v15.0
  %t381 = add <2 x i64> %t380, splat (i64 1)
  store <2 x i64> %t381, ptr %v15.0
  %t382 = load <2 x i64>, ptr %v7.0
  %t383 = load <2 x i64>, ptr %v27.0
  %t384 = xor <2 x i64> %t383, splat (i64 -1)
  %t385 = and <2 x i64> %t382, %t384
  store <2 x i64> %t385, ptr %v24.0
  %t386 = load <2 x i64>, ptr %v27.0
  %t387 = load <2 x double>, ptr %v14.0
  %t388 = load <2 x double>, ptr %v25.0
  %t389 = icmp slt <2 x i64> %t386, zeroinitializer
  %t390 = select <2 x i1> %t389, <2 x double> %t387, <2 x double> %t388
  store <2 x double> %t390, ptr %v25.0
  %t391 = load <2 x i64>, ptr %v27.0
  %t392 = load <2 x i64>, ptr %v15.0
  %t393 = load <2 x i64>, ptr %v26.0
  %t394 = icmp slt <2 x i64> %t391, zeroinitializer
  %t395 = select <2 x i1> %t394, <2 x i64> %t392, <2 x i64> %t393
  store <2 x i64> %t395, ptr %v26.0
  %t396 = load <2 x i64>, ptr %v27.0
  %t397 = load <2 x double>, ptr %v14.0
  %t398 = fcmp olt <2 x double> %t397, splat (double 0x4010000000000000)
  %t399 = sext <2 x i1> %t398 to <2 x i64>
  %t400 = and <2 x i64> %t396, %t399
  store <2 x i64> %t400, ptr %v27.0
  %t401 = load <2 x double>, ptr %v14.0
  %t402 = fmul <2 x double> %t401, %t401
  %t403 = load <2 x double>, ptr %v13.0
  %t404 = fadd <2 x double> %t402, %t403
  store <2 x double> %t404, ptr %v14.0
  %t405 = load <2 x i64>, ptr %v15.0
  %t406 = add <2 x i64> %t405, splat (i64 1)
  store <2 x i64> %t406, ptr %v15.0
  %t407 = load <2 x i64>, ptr %v27.0
  %t408 = load <2 x double>, ptr %v14.0
  %t409 = load <2 x double>, ptr %v25.0
  %t410 = icmp slt <2 x i64> %t407, zeroinitializer
  %t411 = select <2 x i1> %t410, <2 x double> %t408, <2 x double> %t409
  store <2 x double> %t411, ptr %v25.0
  %t412 = load <2 x i64>, ptr %v27.0
  %t413 = load <2 x i64>, ptr %v15.0
  %t414 = load <2 x i64>, ptr %v26.0
  %t415 = icmp slt <2 x i64> %t412, zeroinitializer
  %t416 = select <2 x i1> %t415, <2 x i64> %t413, <2 x i64> %t414
  store <2 x i64> %t416, ptr %v26.0
  %t417 = load <2 x i64>, ptr %v27.0
  %t418 = load <2 x double>, ptr %v14.0
  %t419 = fcmp olt <2 x double> %t418, splat (double 0x4010000000000000)
  %t420 = sext <2 x i1> %t419 to <2 x i64>
  %t421 = and <2 x i64> %t417, %t420
  store <2 x i64> %t421, ptr %v27.0
  %t422 = load <2 x double>, ptr %v14.0
  %t423 = fmul <2 x double> %t422, %t422
  %t424 = load <2 x double>, ptr %v13.0
  %t425 = fadd <2 x double> %t423, %t424
  store <2 x double> %t425, ptr %v14.0
  %t426 = load <2 x i64>, ptr %v15.0
  %t427 = add <2 x i64> %t426, splat (i64 1)
  store <2 x i64> %t427, ptr %v15.0
  %t428 = load <2 x i64>, ptr %v27.0
  %t429 = load <2 x double>, ptr %v14.0
  %t430 = load <2 x double>, ptr %v25.0
  %t431 = icmp slt <2 x i64> %t428, zeroinitializer
  %t432 = select <2 x i1> %t431, <2 x double> %t429, <2 x double> %t430
  store <2 x double> %t432, ptr %v25.0
  %t433 = load <2 x i64>, ptr %v27.0
  %t434 = load <2 x i64>, ptr %v15.0
  %t435 = load <2 x i64>, ptr %v26.0
  %t436 = icmp slt <2 x i64> %t433, zeroinitializer
  %t437 = select <2 x i1> %t436, <2 x i64> %t434, <2 x i64> %t435
  store <2 x i64> %t437, ptr %v26.0
  %t438 = load <2 x i64>, ptr %v27.0
  %t439 = load <2 x double>, ptr %v14.0
  %t440 = fcmp olt <2 x double> %t439, splat (double 0x4010000000000000)
  %t441 = sext <2 x i1> %t440 to <2 x i64>
  %t442 = and <2 x i64> %t438, %t441
  store <2 x i64> %t442, ptr %v27.0
  %t443 = load <2 x double>, ptr %v14.0
  %t444 = fmul <2 x double> %t443, %t443
  %t445 = load <2 x double>, ptr %v13.0
  %t446 = fadd <2 x double> %t444, %t445
  store <2 x double> %t446, ptr %v14.0
  %t447 = load <2 x i64>, ptr %v15.0
  %t448 = add <2 x i64> %t447, splat (i64 1)
  store <2 x i64> %t448, ptr %v15.0
  %t449 = load <2 x i64>, ptr %v27.0
  %t450 = load <2 x double>, ptr %v14.0
  %t451 = load <2 x double>, ptr %v25.0
  %t452 = icmp slt <2 x i64> %t449, zeroinitializer
  %t453 = select <2 x i1> %t452, <2 x double> %t450, <2 x double> %t451
  store <2 x double> %t453, ptr %v25.0
  %t454 = load <2 x i64>, ptr %v27.0
  %t455 = load <2 x i64>, ptr %v15.0
  %t456 = load <2 x i64>, ptr %v26.0
  %t457 = icmp slt <2 x i64> %t454, zeroinitializer
  %t458 = select <2 x i1> %t457, <2 x i64> %t455, <2 x i64> %t456
  store <2 x i64> %t458, ptr %v26.0
  %t459 = load <2 x i64>, ptr %v27.0
  %t460 = load <2 x double>, ptr %v14.0
  %t461 = fcmp olt <2 x double> %t460, splat (double 0x4010000000000000)
  %t462 = sext <2 x i1> %t461 to <2 x i64>
  %t463 = and <2 x i64> %t459, %t462
  store <2 x i64> %t463, ptr %v27.0
  %t464 = load <2 x double>, ptr %v14.0
  %t465 = fmul <2 x double> %t464, %t464
  %t466 = load <2 x double>, ptr %v13.0
  %t467 = fadd <2 x double> %t465, %t466
  store <2 x double> %t467, ptr %v14.0
  %t468 = load <2 x i64>, ptr %v15.0
  %t469 = add <2 x i64> %t468, splat (i64 1)
  store <2 x i64> %t469, ptr %v15.0
  %t470 = load <2 x i64>, ptr %v27.0
  %t471 = load <2 x double>, ptr %v14.0
  %t472 = load <2 x double>, ptr %v25.0
  %t473 = icmp slt <2 x i64> %t470, zeroinitializer
  %t474 = select <2 x i1> %t473, <2 x double> %t471, <2 x double> %t472
  store <2 x double> %t474, ptr %v25.0
  %t475 = load <2 x i64>, ptr %v27.0
  %t476 = load <2 x i64>, ptr %v15.0
  %t477 = load <2 x i64>, ptr %v26.0
  %t478 = icmp slt <2 x i64> %t475, zeroinitializer
  %t479 = select <2 x i1> %t478, <2 x i64> %t476, <2 x i64> %t477
  store <2 x i64> %t479, ptr %v26.0
  %t480 = load <2 x i64>, ptr %v27.0
  %t481 = load <2 x double>, ptr %v14.0
  %t482 = fcmp olt <2 x double> %t481, splat (double 0x4010000000000000)
  %t483 = sext <2 x i1> %t482 to <2 x i64>
  %t484 = and <2 x i64> %t480, %t483
  store <2 x i64> %t484, ptr %v27.0
  %t485 = load <2 x double>, ptr %v14.0
  %t486 = fmul <2 x double> %t485, %t485
  %t487 = load <2 x double>, ptr %v13.0
  %t488 = fadd <2 x double> %t486, %t487
  store <2 x double> %t488, ptr %v14.0
  %t489 = load <2 x i64>, ptr %v15.0
  %t490 = add <2 x i64> %t489, splat (i64 1)
  store <2 x i64> %t490, ptr %v15.0
  %t491 = load <2 x i64>, ptr %v27.0
  %t492 = load <2 x double>, ptr %v14.0
  %t493 = load <2 x double>, ptr %v25.0
  %t494 = icmp slt <2 x i64> %t491, zeroinitializer
  %t495 = select <2 x i1> %t494, <2 x double> %t492, <2 x double> %t493
  store <2 x double> %t495, ptr %v25.0
  %t496 = load <2 x i64>, ptr %v27.0
  %t497 = load <2 x i64>, ptr %v15.0
  %t498 = load <2 x i64>, ptr %v26.0
  %t499 = icmp slt <2 x i64> %t496, zeroinitializer
  %t500 = select <2 x i1> %t499, <2 x i64> %t497, <2 x i64> %t498
  store <2 x i64> %t500, ptr %v26.0
  %t501 = load <2 x i64>, ptr %v27.0
  %t502 = load <2 x double>, ptr %v14.0
  %t503 = fcmp olt <2 x double> %t502, splat (double 0x4010000000000000)
  %t504 = sext <2 x i1> %t503 to <2 x i64>
  %t505 = and <2 x i64> %t501, %t504
  store <2 x i64> %t505, ptr %v27.0
  %t506 = load <2 x double>, ptr %v14.0
  %t507 = fmul <2 x double> %t506, %t506
  %t508 = load <2 x double>, ptr %v13.0
  %t509 = fadd <2 x double> %t507, %t508
  store <2 x double> %t509, ptr %v14.0
  %t510 = load <2 x i64>, ptr %v15.0
  %t511 = add <2 x i64> %t510, splat (i64 1)
  store <2 x i64> %t511, ptr %v15.0
  %t512 = load <2 x i64>, ptr %v27.0
  %t513 = load <2 x double>, ptr %v14.0
  %t514 = load <2 x double>, ptr %v25.0
  %t515 = icmp slt <2 x i64> %t512, zeroinitializer
  %t516 = select <2 x i1> %t515, <2 x double> %t513, <2 x double> %t514
  store <2 x double> %t516, ptr %v25.0
  %t517 = load <2 x i64>, ptr %v27.0
  %t518 = load <2 x i64>, ptr %v15.0
  %t519 = load <2 x i64>, ptr %v26.0
  %t520 = icmp slt <2 x i64> %t517, zeroinitializer
  %t521 = select <2 x i1> %t520, <2 x i64> %t518, <2 x i64> %t519
  store <2 x i64> %t521, ptr %v26.0
  %t522 = load <2 x i64>, ptr %v27.0
  %t523 = load <2 x double>, ptr %v14.0
  %t524 = fcmp olt <2 x double> %t523, splat (double 0x4010000000000000)
  %t525 = sext <2 x i1> %t524 to <2 x i64>
  %t526 = and <2 x i64> %t522, %t525
  store <2 x i64> %t526, ptr %v27.0
  %t527 = load <2 x double>, ptr %v14.0
  %t528 = fmul <2 x double> %t527, %t527
  %t529 = load <2 x double>, ptr %v13.0
  %t530 = fadd <2 x double> %t528, %t529
  store <2 x double> %t530, ptr %v14.0
  %t531 = load <2 x i64>, ptr %v15.0
  %t532 = add <2 x i64> %t531, splat (i64 1)
  store <2 x i64> %t532, ptr %v15.0
  %t533 = load <2 x i64>, ptr %v27.0
  %t534 = load <2 x double>, ptr %v14.0
  %t535 = load <2 x double>, ptr %v25.0
  %t536 = icmp slt <2 x i64> %t533, zeroinitializer
  %t537 = select <2 x i1> %t536, <2 x double> %t534, <2 x double> %t535
  store <2 x double> %t537, ptr %v25.0
  %t538 = load <2 x i64>, ptr %v27.0
  %t539 = load <2 x i64>, ptr %v15.0
  %t540 = load <2 x i64>, ptr %v26.0
  %t541 = icmp slt <2 x i64> %t538, zeroinitializer
  %t542 = select <2 x i1> %t541, <2 x i64> %t539, <2 x i64> %t540
  store <2 x i64> %t542, ptr %v26.0
  %t543 = load <2 x double>, ptr %v25.0
  store <2 x double> %t543, ptr %v14.0
  %t544 = load <2 x i64>, ptr %v26.0
  store <2 x i64> %t544, ptr %v15.0
  store i64 0, ptr %v28
  br label %head11
head11:
  %t545 = load i64, ptr %v28
  %t546 = icmp slt i64 %t545, 8
  br i1 %t546, label %body11, label %end11, !prof !0
body11:
  %t547 = load <2 x i64>, ptr %v7.0
  %t548 = icmp slt <2 x i64> %t547, zeroinitializer
  %t549 = bitcast <2 x i1> %t548 to i2
  %t550 = icmp ne i2 %t549, 0
  %t551 = xor i1 %t550, true
  br i1 %t551, label %then552, label %done552, !prof !1
then552:
  br label %end9
done552:
  %t553 = load <2 x i64>, ptr %v7.0
  %t554 = load <2 x double>, ptr %v14.0
  %t555 = fcmp olt <2 x double> %t554, splat (double 0x4010000000000000)
  %t556 = sext <2 x i1> %t555 to <2 x i64>
  %t557 = load <2 x i64>, ptr %v15.0
  %t558 = load i64, ptr %v1
  %t559 = insertelement <2 x i64> poison, i64 %t558, i64 0
  %t560 = shufflevector <2 x i64> %t559, <2 x i64> poison, <2 x i32> zeroinitializer
  %t561 = icmp slt <2 x i64> %t557, %t560
  %t562 = sext <2 x i1> %t561 to <2 x i64>
  %t563 = and <2 x i64> %t556, %t562
  %t564 = xor <2 x i64> %t563, splat (i64 -1)
  %t565 = and <2 x i64> %t553, %t564
  store <2 x i64> %t565, ptr %v29.0
  %t566 = load <2 x i64>, ptr %v29.0
  store <2 x i64> %t566, ptr %v30.0
  %t567 = load <2 x i64>, ptr %v29.0
  %t568 = xor <2 x i64> %t567, splat (i64 -1)
  %t569 = and <2 x i64> %t567, %t568
  store <2 x i64> %t569, ptr %v29.0
  %t570 = load <2 x i64>, ptr %v7.0
  %t571 = load <2 x i64>, ptr %v30.0
  %t572 = xor <2 x i64> %t571, splat (i64 -1)
  %t573 = and <2 x i64> %t570, %t572
  store <2 x i64> %t573, ptr %v7.0
  %t574 = load <2 x i64>, ptr %v7.0
  %t575 = load <2 x i64>, ptr %v30.0
  %t576 = xor <2 x i64> %t575, splat (i64 -1)
  %t577 = and <2 x i64> %t574, %t576
  store <2 x i64> %t577, ptr %v7.0
  %t578 = load <2 x double>, ptr %v14.0
  %t579 = fmul <2 x double> %t578, %t578
  %t580 = load <2 x double>, ptr %v13.0
  %t581 = fadd <2 x double> %t579, %t580
  store <2 x double> %t581, ptr %v14.0
  %t582 = load <2 x i64>, ptr %v7.0
  %t583 = load <2 x i64>, ptr %v15.0
  %t584 = add <2 x i64> %t583, splat (i64 1)
  %t585 = icmp slt <2 x i64> %t582, zeroinitializer
  %t586 = select <2 x i1> %t585, <2 x i64> %t584, <2 x i64> %t583
  store <2 x i64> %t586, ptr %v15.0
  %t587 = load <2 x i64>, ptr %v7.0
  %t588 = load <2 x i64>, ptr %v24.0
  %t589 = and <2 x i64> %t587, %t588
  %t590 = icmp slt <2 x i64> %t589, zeroinitializer
  %t591 = bitcast <2 x i1> %t590 to i2
  %t592 = icmp ne i2 %t591, 0
  %t593 = xor i1 %t592, true
  br i1 %t593, label %then594, label %done594, !prof !0
then594:
  br label %end11
done594:
  br label %next11
next11:
  %t595 = load i64, ptr %v28
  %t596 = add nsw i64 %t595, 1
  store i64 %t596, ptr %v28
  br label %head11
end11:
  store <2 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t597 = load i64, ptr %v5
  %t598 = load i64, ptr %v4
  %t599 = icmp slt i64 %t597, %t598
  br i1 %t599, label %then600, label %done600, !prof !0
then600:
  br label %end9
done600:
  br label %next9
end9:
  br label %next8
end8:
  %t601 = load i64, ptr %v4
  ret i64 %t601
fail:
  %t602 = load i64, ptr %exit_id
  switch i64 %t602, label %nowhere [ i64 8, label %exit8 ]
nowhere:
  unreachable
exit8:
  %t603 = load i64, ptr %s3
  ret i64 %t603
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
